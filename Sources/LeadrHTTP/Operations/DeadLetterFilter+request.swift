import LeadrDomain
import LeadrServices

extension DeadLetterFilter {
    /// Reads the filter of a list from its query.
    init(_ fields: inout ParameterFields, _ directory: QueueDirectory) {
        self.init()
        queue = fields.optional("queue", .queue(directory))
        readOrigin(&fields)
    }

    /// Reads the filter of a change from its body, which may also name single letters.
    init(_ fields: inout BodyFields, _ directory: QueueDirectory) {
        self.init()
        queue = fields.optional("queue", .queue(directory))
        ids = fields.optional("ids", .jobIDs)
        readOrigin(&fields)
    }

    private mutating func readOrigin(_ fields: inout some OptionalFields) {
        reason = fields.optional("reason", .string)
        accountID = fields.optional("account_id", .id(Kinds.Account.self))
        gameID = fields.optional("game_id", .id(Kinds.Game.self))
        boardID = fields.optional("board_id", .id(Kinds.Board.self))
        identityID = fields.optional("identity_id", .id(Kinds.Identity.self))
        before = fields.optional("older_than", .timestamp)
        since = fields.optional("newer_than", .timestamp)
    }
}
