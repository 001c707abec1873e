import LeadrDomain

/// Where a mail stands for a worker that wants to send it.
public enum EmailClaim: Hashable, Sendable {
    /// It is this worker's until the lease ends.
    case taken(OutgoingMail)
    /// Another worker has it for that much longer.
    case busy(Duration)
}
