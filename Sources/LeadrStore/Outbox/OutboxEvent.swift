import ByteJSON
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

    /// Name of ``stateChanged(_:id:at:)``.
    public static let stateChangedName = "state.changed"

    /// A ranked row changed on which ratios depend.
    public static func stateChanged(_ key: StateKey, id: UUID, at time: Timestamp) -> OutboxEvent {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("board_id")
        writer.string(key.boardID.wire)
        writer.key("identity_id")
        writer.string(key.identityID.wire)
        writer.key("is_test")
        writer.bool(key.isTest)
        writer.endObject()
        return OutboxEvent(id: id, name: stateChangedName, payload: writer.bytes, occurredAt: time)
    }
}

extension StateKey {
    /// Reads the payload of a `state.changed` event; nil when it is none.
    public init?(stateChanged payload: [UInt8]) {
        var scanner = JSONScanner(payload)
        guard let value = try? scanner.parse(), case .object(let object) = value,
            case .string(let board) = object["board_id"], case .string(let identity) = object["identity_id"],
            case .bool(let isTest) = object["is_test"],
            let boardID = try? BoardID(wire: board), let identityID = try? IdentityID(wire: identity)
        else { return nil }
        self.init(boardID: boardID, identityID: identityID, isTest: isTest)
    }
}
