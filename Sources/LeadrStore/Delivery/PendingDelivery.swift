import Foundation
import LeadrDomain

/// Something to deliver that waits for its job.
public struct PendingDelivery: Hashable, Sendable {
    /// Primary key of its row, and id of its job, so that operators find it.
    public let id: UUID
    /// The account it belongs to, if it belongs to one.
    public let accountID: AccountID?
    /// Time of creation.
    public let createdAt: Timestamp

    /// Names a row.
    public init(id: UUID, accountID: AccountID?, createdAt: Timestamp) {
        self.id = id
        self.accountID = accountID
        self.createdAt = createdAt
    }
}
