import Foundation
import LeadrDomain

/// An event for other parts of the system, written in the transaction of the change it tells about.
///
/// No order is promised between events: consumers act on the current state (`design.md §4`).
public struct OutboxEvent: Hashable, Sendable {
    /// Identifier; UUIDv7 so that the table grows at one end.
    public let id: UUID
    /// What happened, such as `state.changed`.
    public let name: String
    /// Version of the payload's format.
    public let version: Int
    /// Compact JSON object.
    public let payload: [UInt8]
    /// When it happened.
    public let occurredAt: Timestamp
    /// Account it happened in; nil for the system.
    public let tenantID: AccountID?

    /// Creates an event.
    public init(id: UUID, name: String, version: Int = 1, payload: [UInt8], occurredAt: Timestamp, tenantID: AccountID? = nil) {
        self.id = id
        self.name = name
        self.version = version
        self.payload = payload
        self.occurredAt = occurredAt
        self.tenantID = tenantID
    }
}
