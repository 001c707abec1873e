import LeadrDomain
import LeadrServices

/// Flags (`contract/scoring.md §6.4`).
struct ScoreFlagRoutes {
    let admin: AdminRoutes
    let records: ScoreRecordService

    func register(in table: inout RouteTable) {
        admin.list("/score-flags", .scoreFlags, sortable: .scoreFlags, in: &table, read: ScoreFlagFilter.init) { input, principal in
            try await records.flags(input.filter, input.page(), by: principal)
        }
        admin.get("/score-flags/{flag_id}", Kinds.ScoreFlag.self, .scoreFlags, in: &table, records.flag)
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
