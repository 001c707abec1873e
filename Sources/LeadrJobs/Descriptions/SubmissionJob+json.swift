import ByteJSON
import LeadrDomain

extension SubmissionJob {
    /// The job for an operator's eyes, field names as on the wire. The client's address is not shown, only whether there is one.
    public func jsonDescription() -> JSONValue {
        .object([
            "kind": "submission",
            "format": .integer(Int64(Self.formatVersion)),
            "event_id": .string(eventID.wire),
            "accepted_at": .string(acceptedAt.rfc3339),
            "account_id": .string(accountID.wire),
            "game_id": .string(gameID.wire),
            "board_id": .string(boardID.wire),
            "identity_id": .string(identityID.wire),
            "is_test": .bool(isTest),
            "board_type": .string(boardType.wire),
            "value": .number(value),
            "value_display": .text(valueDisplay),
            "metadata": .stored(metadata),
            "player_name": .string(playerName),
            "submitted_name": .text(submittedName),
            "runs_anti_cheat": .bool(runsAntiCheat),
            "has_client_ip": .bool(clientIP != nil),
            "geo": geo.map(Self.describe) ?? .null,
            "verdict": verdict.map(Self.describe) ?? .null,
        ])
    }

    private static func describe(_ geo: GeoLocation) -> JSONValue {
        .object(["timezone": .text(geo.timezone), "country": .text(geo.country), "city": .text(geo.city)])
    }

    private static func describe(_ verdict: AntiCheatVerdict) -> JSONValue {
        .object([
            "action": .string(verdict.action.rawValue),
            "flag_type": .text(verdict.flagType?.rawValue),
            "confidence": .text(verdict.confidence?.rawValue),
            "reason": .text(verdict.reason),
            "metadata": .stored(verdict.metadata),
            "submission_count": .integer(Int64(verdict.submissionCount)),
            "last_submission_at": .string(verdict.lastSubmissionAt.rfc3339),
            "last_score_value": verdict.lastScoreValue.map { .number($0) } ?? .null,
        ])
    }
}
