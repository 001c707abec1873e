import ByteJSON
import LeadrDomain

extension ScoreView {
    /// Writes the score as clients see it (`contract/scoring.md §5.1`).
    ///
    /// - Parameter submissionID: Shown by a receipt only (`contract/rulings.md`, receipt).
    func writeForClient(to writer: inout JSONWriter, submissionID: ScoreEventID? = nil) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("game_id", gameID)
        writer.member("board_id", boardID)
        writer.member("identity_id", identityID)
        writer.member("player_name", playerName)
        writer.member("value", value)
        writer.member("value_display", valueDisplay)
        writer.member("metadata", json: metadata)
        writer.member("rank", rank)
        writer.member(percentile)
        writer.member("is_placeholder", isPlaceholder)
        writer.member("is_test", isTest)
        writer.member("status", status.rawValue)
        if let submissionID { writer.member("submission_id", submissionID) }
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension ScoreView {
    /// Writes the score as administrators see it: with its event and its origin (`contract/scoring.md §5.1`).
    func writeForAdministrator(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("game_id", gameID)
        writer.member("board_id", boardID)
        writer.member("identity_id", identityID)
        writer.member("score_event_id", scoreEventID)
        writer.member("player_name", playerName)
        writer.member("value", value)
        writer.member("value_display", valueDisplay)
        writer.member("timezone", geo.timezone)
        writer.member("country", geo.country)
        writer.member("city", geo.city)
        writer.member("metadata", json: metadata)
        writer.member("rank", rank)
        writer.member(percentile)
        writer.member("is_placeholder", isPlaceholder)
        writer.member("is_test", isTest)
        writer.member("status", status.rawValue)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension JSONWriter {
    /// The percentile of a score, if it was asked for.
    fileprivate mutating func member(_ percentile: ScorePercentile?) {
        guard let percentile else { return }
        key("percentile")
        if let value = percentile.value { number(value) } else { null() }
    }
}

extension Schema {
    /// A score as administrators see it.
    static let score = Schema.object(
        "Score",
        clientFields(status: .oneOf(["provisional", "active", "under_review", "rejected"])) + [
            SchemaField("score_event_id", Schema.id(Kinds.ScoreEvent.self).orNull), SchemaField("timezone", Schema.string.orNull),
            SchemaField("country", Schema.string.orNull), SchemaField("city", Schema.string.orNull), percentile,
        ],
        isClosed: true
    )

    /// A score as clients see it.
    static let clientScore = Schema.object("ClientScore", clientFields(status: .string) + [percentile], isClosed: true)

    /// A score that is not decided yet.
    static let receipt = Schema.object(
        "Receipt",
        clientFields(status: .oneOf(["pending"])) + [SchemaField("submission_id", .id(Kinds.ScoreEvent.self))],
        isClosed: true
    )

    /// Where a submission stands.
    static let submissionStatus = Schema.object(
        "SubmissionStatus",
        [
            SchemaField("id", .id(Kinds.ScoreEvent.self)), SchemaField("status", .oneOf(["pending", "accepted", "rejected"])),
            SchemaField("error", Schema.string.orNull), SchemaField("score", Schema.clientScore.orNull),
        ],
        isClosed: true
    )

    /// In answers to reads of one score that asked for it.
    private static let percentile = SchemaField("percentile", Schema.number.orNull, isRequired: false)

    private static func clientFields(status: Schema) -> [SchemaField] {
        [
            SchemaField("id", .id(Kinds.Score.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("game_id", .id(Kinds.Game.self)), SchemaField("board_id", .id(Kinds.Board.self)),
            SchemaField("identity_id", .id(Kinds.Identity.self)), SchemaField("player_name", .string), SchemaField("value", .number),
            SchemaField("value_display", Schema.string.orNull), SchemaField("metadata", .any), SchemaField("rank", .integer),
            SchemaField("is_placeholder", .boolean), SchemaField("is_test", .boolean), SchemaField("status", status),
        ] + SchemaField.times
    }
}

extension Resource<ScoreView> {
    /// Scores for clients.
    static let clientScores = Resource(tag: "client scores", noun: "a score", schema: .clientScore) { $0.writeForClient(to: &$1) }

    /// Scores for administrators.
    static let scores = Resource(tag: "scores", noun: "a score", schema: .score) { $0.writeForAdministrator(to: &$1) }
}
