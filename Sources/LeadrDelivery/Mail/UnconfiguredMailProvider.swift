import LeadrDomain

/// Stands in for a provider whose settings are missing: mails wait, and the reason is told. Nothing is sent to anybody with placeholder credentials.
public struct UnconfiguredMailProvider: MailProvider {
    /// The provider that was chosen.
    public let name: String
    private let reason: String

    /// A provider.
    ///
    /// - Parameters:
    ///   - name: The provider that was chosen.
    ///   - reason: What is missing.
    public init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }

    /// Always fails.
    public func send(_ mail: OutgoingMail) async throws -> MailReceipt {
        throw DeliveryFailure(.unavailable, reason)
    }
}
