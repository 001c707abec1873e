import ByteJSON
import LeadrDomain
import LeadrStore

/// What webhooks are told, as JSON (`docs/webhooks.md`): `{"type", "timestamp", "data"}`, as Standard Webhooks has it. No I/O.
enum WebhookPayload {
    /// A score that was accepted or flagged.
    static func score(_ type: WebhookEventType, _ event: ScoreEvent, on board: Board, flags: [ScoreFlag], of cause: OutboxEvent) -> WebhookMessage {
        // A score is accepted once, and may be flagged again.
        let isOnce = type == .scoreAccepted
        let time = isOnce ? event.acceptedAt : cause.occurredAt
        var data: JSONObject = [
            "score_event_id": .string(event.id.wire), "score_id": .string(scoreID(of: event, on: board).wire),
            "account_id": .string(event.accountID.wire), "game_id": .string(event.gameID.wire), "board_id": .string(event.boardID.wire),
            "board_name": .string(board.name), "identity_id": .string(event.identityID.wire), "player_name": .string(event.playerName),
            event.payload.kind == .delta ? "delta" : "value": .number(event.payload.value),
            "value_display": .text(event.payload.valueDisplay), "is_test": .bool(event.isTest), "submitted_at": .time(event.acceptedAt),
        ]
        if type == .scoreFlagged { data["flags"] = .array(flags.map(flag)) }
        return WebhookMessage(
            id: DerivedID.webhookMessage(type, about: event.id.uuid, on: isOnce ? nil : cause.id),
            accountID: event.accountID,
            eventType: type.rawValue,
            gameID: event.gameID,
            identityID: event.identityID,
            occurredAt: time,
            body: body(type.rawValue, data, at: time)
        )
    }

    /// A board that was made or ended.
    static func board(_ type: WebhookEventType, _ board: Board, of event: OutboxEvent) -> WebhookMessage {
        WebhookMessage(
            id: DerivedID.webhookMessage(type, about: event.id),
            accountID: board.accountID,
            eventType: type.rawValue,
            gameID: board.gameID,
            occurredAt: event.occurredAt,
            body: body(type.rawValue, members(of: board), at: event.occurredAt)
        )
    }

    /// Another player than before is first.
    static func firstPlace(_ row: RankedRow, on board: Board, former: IdentityID?, of event: OutboxEvent) -> WebhookMessage {
        let data: JSONObject = [
            "account_id": .string(board.accountID.wire), "game_id": .string(board.gameID.wire), "board_id": .string(board.id.wire),
            "board_name": .string(board.name), "score_id": .string(ScoreID(row.id).wire), "identity_id": .string(row.identityID.wire),
            "player_name": .string(row.playerName), "value": row.value.map { .number($0) } ?? .null, "value_display": .text(row.valueDisplay),
            "is_test": .bool(row.isTest), "previous_identity_id": .text(former?.wire),
        ]
        return WebhookMessage(
            id: DerivedID.webhookMessage(.rankFirstPlace, about: event.id),
            accountID: board.accountID,
            eventType: WebhookEventType.rankFirstPlace.rawValue,
            gameID: board.gameID,
            identityID: row.identityID,
            occurredAt: event.occurredAt,
            body: body(WebhookEventType.rankFirstPlace.rawValue, data, at: event.occurredAt)
        )
    }

    /// What an administrator sends to try a webhook.
    static func test(_ webhook: Webhook, id: WebhookMessageID, at now: Timestamp) -> WebhookMessage {
        let data: JSONObject = ["webhook_id": .string(webhook.id.wire), "account_id": .string(webhook.accountID.wire)]
        return WebhookMessage(
            id: id,
            accountID: webhook.accountID,
            eventType: WebhookMessage.testType,
            occurredAt: now,
            body: body(WebhookMessage.testType, data, at: now)
        )
    }

    private static func body(_ type: String, _ data: JSONObject, at time: Timestamp) -> [UInt8] {
        JSONValue.object(["type": .string(type), "timestamp": .time(time), "data": .object(data)]).encoded()
    }

    private static func members(of board: Board) -> JSONObject {
        [
            "account_id": .string(board.accountID.wire), "game_id": .string(board.gameID.wire), "board_id": .string(board.id.wire),
            "board_name": .string(board.name), "slug": .string(board.slug), "short_code": .string(board.shortCode),
            "board_type": .string(board.boardType.wire), "sort_direction": .string(board.sortDirection.wire), "is_active": .bool(board.isActive),
            "is_published": .bool(board.isPublished), "starts_at": .time(board.startsAt), "ends_at": .time(board.endsAt),
            "created_from_template_id": .text(board.createdFromTemplateID?.wire), "created_at": .time(board.createdAt),
        ]
    }

    private static func flag(_ flag: ScoreFlag) -> JSONValue {
        .object([
            "flag_id": .string(flag.id.wire), "flag_type": .string(flag.flagType.wire), "confidence": .string(flag.confidence.wire),
            "status": .string(flag.status.wire),
        ])
    }

    private static func scoreID(of event: ScoreEvent, on board: Board) -> ScoreID {
        if board.boardType == .runRuns { return DerivedID.runEntry(event: event.id).retyped() }
        return DerivedID.boardState(board: event.boardID, identity: event.identityID, isTest: event.isTest).retyped()
    }
}
