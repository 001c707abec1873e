import ByteJSON
import LeadrDomain

extension ScoreEvent {
    /// Writes the event as the admin API shows it (`contract/scoring.md §4.1`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("game_id", gameID)
        writer.member("board_id", boardID)
        writer.member("identity_id", identityID)
        writer.key("event_payload")
        payload.write(to: &writer)
        writer.member("is_test", isTest)
        writer.member("timezone", geo.timezone)
        writer.member("country", geo.country)
        writer.member("city", geo.city)
        writer.member("created_at", acceptedAt)
        writer.endObject()
    }
}

extension ScoreEventPayload {
    /// Not the stored JSON, in which PostgreSQL writes great numbers digit by digit.
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        switch kind {
        case .delta:
            writer.member("delta", value)
        case .value:
            writer.member("value", value)
            writer.member("value_display", valueDisplay)
        }
        writer.member("metadata", json: metadata)
        writer.endObject()
    }
}

extension ScoreSubmissionMetadata {
    /// Writes the counter as the admin API shows it (`contract/scoring.md §6.3`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("score_event_id", scoreEventID)
        writer.member("identity_id", identityID)
        writer.member("board_id", boardID)
        writer.member("submission_count", submissionCount)
        writer.member("last_submission_at", lastSubmissionAt)
        writer.key("last_score_value")
        writer.number(lastScoreValue)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension ScoreFlag {
    /// Writes the flag as the admin API shows it (`contract/scoring.md §6.4`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("score_event_id", scoreEventID)
        writer.member("flag_type", flagType.wire)
        writer.member("confidence", confidence.wire)
        writer.member("metadata", json: metadata)
        writer.member("status", status.wire)
        writer.member("reviewed_at", reviewedAt)
        writer.member("reviewer_id", reviewerID)
        writer.member("reviewer_decision", reviewerDecision)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// An event.
    static let scoreEvent = Schema.object(
        "ScoreEvent",
        [
            SchemaField("id", .id(Kinds.ScoreEvent.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("game_id", .id(Kinds.Game.self)), SchemaField("board_id", .id(Kinds.Board.self)),
            SchemaField("identity_id", .id(Kinds.Identity.self)), SchemaField("event_payload", .anyObject), SchemaField("is_test", .boolean),
            SchemaField("timezone", Schema.string.orNull), SchemaField("country", Schema.string.orNull),
            SchemaField("city", Schema.string.orNull), SchemaField("created_at", .timestamp),
        ],
        isClosed: true
    )

    /// A submission counter.
    static let submissionMetadata = Schema.object(
        "ScoreSubmissionMetadata",
        [
            SchemaField("id", .id(Kinds.ScoreSubmissionMeta.self)), SchemaField("score_event_id", .id(Kinds.ScoreEvent.self)),
            SchemaField("identity_id", .id(Kinds.Identity.self)), SchemaField("board_id", .id(Kinds.Board.self)),
            SchemaField("submission_count", .integer), SchemaField("last_submission_at", .timestamp),
            SchemaField("last_score_value", Schema.number.orNull),
        ] + SchemaField.times,
        isClosed: true
    )

    /// A flag.
    static let scoreFlag = Schema.object(
        "ScoreFlag",
        [
            SchemaField("id", .id(Kinds.ScoreFlag.self)), SchemaField("score_event_id", .id(Kinds.ScoreEvent.self)),
            SchemaField("flag_type", .oneOf(FlagType.self)), SchemaField("confidence", .oneOf(FlagConfidence.self)),
            SchemaField("metadata", .anyObject), SchemaField("status", .oneOf(FlagStatus.self)),
            SchemaField("reviewed_at", Schema.timestamp.orNull), SchemaField("reviewer_id", Schema.id(Kinds.User.self).orNull),
            SchemaField("reviewer_decision", Schema.string.orNull),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<ScoreEvent> {
    static let scoreEvents = Resource(tag: "score events", noun: "a score event", schema: .scoreEvent) { $0.write(to: &$1) }
}

extension Resource<ScoreSubmissionMetadata> {
    static let submissionMetadata = Resource(tag: "score submission metadata", noun: "a submission counter", schema: .submissionMetadata) {
        $0.write(to: &$1)
    }
}

extension Resource<ScoreFlag> {
    static let scoreFlags = Resource(tag: "score flags", noun: "a flag", schema: .scoreFlag) { $0.write(to: &$1) }
}
