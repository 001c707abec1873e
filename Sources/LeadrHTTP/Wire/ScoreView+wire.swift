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
        writer.member("is_placeholder", isPlaceholder)
        writer.member("is_test", isTest)
        writer.member("status", status.rawValue)
        if let submissionID { writer.member("submission_id", submissionID) }
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}
