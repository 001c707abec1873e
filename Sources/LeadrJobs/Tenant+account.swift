import JobQueue
import LeadrDomain

/// Jobs of an account take turns with those of others under its id.
extension Tenant {
    /// The tenant of an account.
    ///
    /// - Throws: `QueueError` never in fact: ids are fit for tenants.
    public init(_ account: AccountID) throws(QueueError) {
        try self.init(UUIDText.format(account.uuid))
    }

    /// The account; nil for the installation itself.
    public var accountID: AccountID? {
        UUIDText.parse(text).map { AccountID($0) }
    }
}
