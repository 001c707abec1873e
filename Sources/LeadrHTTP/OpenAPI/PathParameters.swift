import ByteJSON
import LeadrDomain

/// What stands for the parameters of paths; their names say what they identify.
enum PathParameters {
    private static let identifiers: [String: Schema] = [
        "account_id": .id(Kinds.Account.self), "user_id": .id(Kinds.User.self), "key_id": .id(Kinds.APIKey.self),
        "game_id": .id(Kinds.Game.self), "board_id": .id(Kinds.Board.self), "template_id": .id(Kinds.BoardTemplate.self),
        "state_id": .id(Kinds.BoardState.self), "run_entry_id": .id(Kinds.RunEntry.self), "event_id": .id(Kinds.ScoreEvent.self),
        "submission_id": .id(Kinds.ScoreEvent.self), "score_id": .id(Kinds.Score.self), "flag_id": .id(Kinds.ScoreFlag.self),
        "metadata_id": .id(Kinds.ScoreSubmissionMeta.self), "device_id": .id(Kinds.Device.self),
        "job_id": .jobID, "identity_id": .id(Kinds.Identity.self), "session_id": .id(Kinds.IdentitySession.self),
        "webhook_id": .id(Kinds.Webhook.self), "delivery_id": .id(Kinds.WebhookDelivery.self),
        "jam_code_id": .idOrUUID(Kinds.JamCode.self),
    ]

    /// The schema of a parameter; any text for one that is no identifier.
    static func schema(of name: String) -> Schema {
        identifiers[name] ?? Schema.string.with("minLength", 1)
    }
}
