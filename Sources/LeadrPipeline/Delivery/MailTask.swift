import LeadrDomain

/// A mail to send, as a job names it.
public struct MailTask: Hashable, Sendable {
    /// The mail.
    public let id: EmailID
    /// How many attempts of this job failed.
    public let failures: Int

    /// A task.
    public init(id: EmailID, failures: Int) {
        self.id = id
        self.failures = failures
    }
}
