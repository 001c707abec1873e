import ByteJSON
import Foundation
import LeadrDomain

/// Events that webhooks tell about. Names are those of ``WebhookEventType``; payloads name what happened to what, and hold no text of a player.
extension OutboxEvent {
    /// Name of ``leaderSuspected(_:id:at:tenant:)``.
    public static let leaderSuspectedName = "rank.leader_suspected"

    /// Some scores were accepted or flagged.
    static func scores(_ type: WebhookEventType, _ events: [ScoreEventID], id: UUID, at time: Timestamp, tenant: AccountID) -> OutboxEvent {
        let payload = JSONValue.object(["event_ids": .array(events.map { .string($0.wire) })])
        return OutboxEvent(id: id, name: type.rawValue, payload: payload.encoded(), occurredAt: time, tenantID: tenant)
    }

    /// A board was made or ended.
    public static func board(_ type: WebhookEventType, _ board: BoardID, id: UUID, at time: Timestamp, tenant: AccountID) -> OutboxEvent {
        let payload = JSONValue.object(["board_id": .string(board.wire)])
        return OutboxEvent(id: id, name: type.rawValue, payload: payload.encoded(), occurredAt: time, tenantID: tenant)
    }

    /// Another player may be first on a board; whoever hands events on finds out.
    static func leaderSuspected(_ suspicion: LeaderSuspicion, id: UUID, at time: Timestamp, tenant: AccountID?) -> OutboxEvent {
        var payload: JSONObject = ["board_id": .string(suspicion.boardID.wire), "is_test": .bool(suspicion.isTest)]
        switch suspicion.stage {
        case .written: break
        case .worsened: payload["worsened"] = true
        case .waiting(let number): payload["waiting_for"] = .integer(number)
        }
        return OutboxEvent(id: id, name: leaderSuspectedName, payload: JSONValue.object(payload).encoded(), occurredAt: time, tenantID: tenant)
    }

    /// The same suspicion, as it is after somebody looked.
    static func leaderSuspected(_ suspicion: LeaderSuspicion, of event: OutboxEvent) -> OutboxEvent {
        leaderSuspected(suspicion, id: event.id, at: event.occurredAt, tenant: event.tenantID)
    }

    /// Another player is first on a board.
    static func firstPlaceTaken(_ change: FirstPlace, id: UUID, at time: Timestamp, tenant: AccountID) -> OutboxEvent {
        let payload: JSONObject = [
            "board_id": .string(change.row.boardID.wire), "identity_id": .string(change.row.identityID.wire),
            "score_id": .string(ScoreID(change.row.id).wire), "previous_identity_id": change.former.map { .string($0.wire) } ?? .null,
        ]
        return OutboxEvent(
            id: id,
            name: WebhookEventType.rankFirstPlace.rawValue,
            payload: JSONValue.object(payload).encoded(),
            occurredAt: time,
            tenantID: tenant
        )
    }

    /// What a webhook may be told; nil for internal events.
    public var webhookType: WebhookEventType? { WebhookEventType(rawValue: name) }

    /// The scores that the event is about.
    public var scoreEventIDs: [ScoreEventID] {
        guard case .array(let values)? = members?["event_ids"] else { return [] }
        return values.compactMap { value in
            guard case .string(let text) = value else { return nil }
            return try? ScoreEventID(wire: text)
        }
    }

    /// Where somebody else may be first; nil for other events.
    public var leaderSuspicion: LeaderSuspicion? {
        guard name == Self.leaderSuspectedName, let boardID, let members else { return nil }
        var suspicion = LeaderSuspicion(boardID: boardID, isTest: members["is_test"] == true)
        if members["worsened"] == true { suspicion.stage = .worsened }
        if let number = members["waiting_for"]?.integer { suspicion.stage = .waiting(number) }
        return suspicion
    }

    /// The row that the event is about, and who was there before.
    public var firstPlace: (score: ScoreID, former: IdentityID?)? {
        guard let members, case .string(let text)? = members["score_id"], let score = try? ScoreID(wire: text) else { return nil }
        guard case .string(let former)? = members["previous_identity_id"] else { return (score, nil) }
        return (score, try? IdentityID(wire: former))
    }
}
