/// What webhooks tell about (`docs/webhooks.md`). The raw value is the text on the wire and in the database.
public enum WebhookEventType: String, StoredEnum {
    /// A submission took effect.
    case scoreAccepted = "score.accepted"
    /// A score that took effect was flagged, by anti-cheat or by hand.
    case scoreFlagged = "score.flagged"
    /// A board was made, by hand or from a template.
    case boardCreated = "board.created"
    /// A board stopped taking scores: its end passed, or it was made inactive.
    case boardEnded = "board.ended"
    /// Another player than before is first on a board.
    case rankFirstPlace = "rank.first_place"

    /// A plain text column.
    public static let databaseType: String? = nil
}
