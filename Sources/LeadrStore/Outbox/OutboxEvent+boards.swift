import ByteJSON
import Foundation
import LeadrDomain

/// Events that cause recomputes. Their consumers act on present state, so one too many changes nothing.
extension OutboxEvent {
    /// Name of ``stateChanged(_:id:at:tenant:)``.
    public static let stateChangedName = "state.changed"
    /// Name of ``scoresModerated(_:id:at:tenant:)``.
    public static let scoresModeratedName = "scores.moderated"
    /// Name of ``rankingChanged(_:id:at:tenant:)``.
    public static let rankingChangedName = "board.ranking_changed"
    /// Name of ``ratioChanged(_:id:at:tenant:)``.
    public static let ratioChangedName = "board.ratio_changed"

    /// A ranked row changed on which ratios depend.
    public static func stateChanged(_ key: StateKey, id: UUID, at time: Timestamp, tenant: AccountID?) -> OutboxEvent {
        OutboxEvent(id: id, name: stateChangedName, payload: key.payload, occurredAt: time, tenantID: tenant)
    }

    /// Moderation changed which events of a player count.
    public static func scoresModerated(_ key: StateKey, id: UUID, at time: Timestamp, tenant: AccountID) -> OutboxEvent {
        OutboxEvent(id: id, name: scoresModeratedName, payload: key.payload, occurredAt: time, tenantID: tenant)
    }

    /// A board is to get another order, keep strategy or tie policy, which waits in `pending_config`; or it is gone and needs no index any more.
    public static func rankingChanged(_ board: BoardID, id: UUID, at time: Timestamp, tenant: AccountID) -> OutboxEvent {
        OutboxEvent(id: id, name: rankingChangedName, payload: board.payload, occurredAt: time, tenantID: tenant)
    }

    /// All rows of a ratio board must be computed anew: it is new, its configuration changed, or a whole source did.
    public static func ratioChanged(_ board: BoardID, id: UUID, at time: Timestamp, tenant: AccountID) -> OutboxEvent {
        OutboxEvent(id: id, name: ratioChangedName, payload: board.payload, occurredAt: time, tenantID: tenant)
    }

    /// The player and pool that the event is about; nil for events that are about something else.
    public var stateKey: StateKey? { StateKey(payload: payload) }

    /// The board that the event is about; nil for events that name none.
    public var boardID: BoardID? {
        guard case .string(let board)? = members?["board_id"] else { return nil }
        return try? BoardID(wire: board)
    }

    /// The payload.
    var members: JSONObject? { JSONObject(payload: payload) }
}

extension StateKey {
    fileprivate var payload: [UInt8] {
        JSONValue.object([
            "board_id": .string(boardID.wire), "identity_id": .string(identityID.wire), "is_test": .bool(isTest),
        ]).encoded()
    }

    fileprivate init?(payload: [UInt8]) {
        guard let object = JSONObject(payload: payload), case .string(let board)? = object["board_id"],
            case .string(let identity)? = object["identity_id"], case .bool(let isTest)? = object["is_test"],
            let boardID = try? BoardID(wire: board), let identityID = try? IdentityID(wire: identity)
        else { return nil }
        self.init(boardID: boardID, identityID: identityID, isTest: isTest)
    }
}

extension BoardID {
    fileprivate var payload: [UInt8] { JSONValue.object(["board_id": .string(wire)]).encoded() }
}

extension JSONObject {
    fileprivate init?(payload: [UInt8]) {
        var scanner = JSONScanner(payload)
        guard case .object(let object)? = try? scanner.parse() else { return nil }
        self = object
    }
}
