import ByteJSON
import LeadrDomain

/// A service that sends mail (`contract/architecture-checklist.md §7`).
public protocol MailProvider: Sendable {
    /// Name for logs and metrics.
    var name: String { get }

    /// Hands a mail over.
    ///
    /// - Throws: ``DeliveryFailure``, or `CancellationError`. Unless it is ``DeliveryFailure/Kind/refused`` the mail may have gone out all the same.
    func send(_ mail: OutgoingMail) async throws -> MailReceipt
}

/// What a provider says about a mail it took over.
public struct MailReceipt: Hashable, Sendable {
    /// The provider's name for it.
    public let id: String
    /// What it answered, for the record.
    public let response: JSONValue

    /// A receipt.
    public init(id: String, response: JSONValue) {
        self.id = id
        self.response = response
    }
}
