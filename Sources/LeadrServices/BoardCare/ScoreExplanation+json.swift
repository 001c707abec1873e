import ByteJSON
import LeadrDomain
import LeadrStore

extension ScoreExplanation {
    /// The explanation for an operator's eyes.
    ///
    /// - Parameter limit: Most events; the latest, and the one that the row shows.
    public func jsonDescription(limit: Int) -> JSONValue {
        [
            "score": score, "rule": .string(rule), "standing": .string(standing),
            "neighbours": ["better": .count(evidence.neighbours.better), "equal_before": .count(equalBefore)],
            "events_total": .count(steps.count), "events": .array(shown(limit: limit).map { $0.jsonDescription() }),
            "sources": .array(evidence.sources.map(Self.source)),
        ]
    }

    /// The latest events, at most so many, and before them the one that the row shows.
    public func shown(limit: Int) -> [Step] {
        steps.dropLast(limit).filter(\.isSelected) + steps.suffix(limit)
    }

    private var score: JSONValue {
        [
            "id": .string(ScoreID(row.id).wire), "board_id": .string(row.boardID.wire), "board_type": .string(board.boardType.wire),
            "identity_id": .string(row.identityID.wire), "is_test": .bool(row.isTest), "value": row.value.map { .number($0) } ?? .null,
            "value_display": .text(row.valueDisplay), "player_name": .string(row.playerName), "rank": rank.map { .count($0) } ?? .null,
            "version": .integer(row.version), "created_at": .time(row.createdAt), "updated_at": .time(row.updatedAt),
        ]
    }

    private static func source(_ source: ScoreEvidence.Source) -> JSONValue {
        [
            "board_id": .string(source.boardID.wire), "board_name": .string(source.boardName),
            "score_id": .text((source.state?.id.retyped() as ScoreID?)?.wire), "value": source.state?.value.map { .number($0) } ?? .null,
            "deleted": .bool(source.state?.deletedAt != nil),
        ]
    }
}

extension ScoreExplanation.Step {
    /// The event for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        [
            "id": .string(event.id.wire), "at": .time(event.acceptedAt),
            (event.payload.kind == .delta ? "delta" : "value"): .number(event.payload.value),
            "player_name": .string(event.playerName), "verdict": .string(name), "reason": .text(event.rejectedReason), "selected": .bool(isSelected),
            "sum": .text(sum?.text), "flags": .array(flags.map { $0.careDescription() }),
        ]
    }

    private var name: String {
        switch verdict {
        case .accepted: "accepted"
        case .rejected: "rejected"
        case .hidden: "hidden"
        }
    }
}

extension ScoreFlag {
    fileprivate func careDescription() -> JSONValue {
        [
            "id": .string(id.wire), "flag_type": .string(flagType.wire), "status": .string(status.wire), "confidence": .string(confidence.wire),
            "metadata": JSONValue(stored: metadata),
        ]
    }
}
