import ByteJSON
import LeadrDomain
import LeadrServices

/// Flags (`contract/scoring.md §6.4`).
struct ScoreFlagRoutes {
    let admin: AdminRoutes
    let records: ScoreRecordService
    let moderation: ModerationService

    func register(in table: inout RouteTable) {
        admin.create("/score-flags", .scoreFlags, in: &table, read: ScoreFlagDraft.init, moderation.flag)
        admin.list("/score-flags", .scoreFlags, sortable: .scoreFlags, in: &table, read: ScoreFlagFilter.init) { input, principal in
            try await records.flags(input.filter, input.page(), by: principal)
        }
        admin.get("/score-flags/{flag_id}", Kinds.ScoreFlag.self, .scoreFlags, in: &table, records.flag)
        admin.change(
            "/score-flags/{flag_id}",
            Kinds.ScoreFlag.self,
            .scoreFlags,
            in: &table,
            read: ScoreFlagChange.init,
            moderation.review
        )
    }
}

extension ScoreFlagDraft {
    /// Reads the body of a new flag; null stands for the default of a field.
    fileprivate init?(_ fields: inout BodyFields) {
        let event = fields.required("score_event_id", .id(Kinds.ScoreEvent.self))
        let flagType = fields.optional("flag_type", .oneOf(FlagType.self))
        let confidence = fields.optional("confidence", .oneOf(FlagConfidence.self))
        let status = fields.optional("status", .oneOf(FlagStatus.self))
        let metadata = fields.optional("metadata", .object)
        guard fields.isValid, let event else { return nil }
        self.init(scoreEventID: event)
        self.flagType = flagType ?? self.flagType
        self.confidence = confidence ?? self.confidence
        self.status = status ?? self.status
        self.metadata = metadata.map { JSONValue.object($0).encoded() } ?? self.metadata
    }
}

extension ScoreFlagChange {
    /// Reads the body of a review.
    fileprivate init?(_ fields: inout BodyFields) {
        self.init()
        status = fields.optional("status", .oneOf(FlagStatus.self))
        reviewerDecision = fields.clearable("reviewer_decision", .string)
        deletes = fields.deletes()
    }
}

extension ScoreFlagFilter {
    /// Reads the filters. Status and type are plain text in any case of letters; no flag has one that does not exist.
    fileprivate init(_ fields: inout ListFields) {
        self.init()
        boards.accountID = fields.filter("account_id", .id(Kinds.Account.self))
        boards.boardID = fields.filter("board_id", .id(Kinds.Board.self))
        boards.gameID = fields.filter("game_id", .id(Kinds.Game.self))
        statuses = fields.filter("status", .string).map { text in FlagStatus(rawValue: text.lowercased()).map { [$0] } ?? [] }
        flagTypes = fields.filter("flag_type", .string).map { text in FlagType(rawValue: text.lowercased()).map { [$0] } ?? [] }
    }
}
