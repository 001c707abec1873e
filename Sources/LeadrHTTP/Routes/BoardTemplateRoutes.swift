import LeadrDomain
import LeadrServices

/// Board templates (`contract/scoring.md §3.1`).
struct BoardTemplateRoutes {
    let admin: AdminRoutes
    let templates: BoardTemplateService

    func register(in table: inout RouteTable) {
        let resource = Resource<BoardTemplate>.boardTemplates
        let path = "/board-templates/{template_id}"
        admin.create("/board-templates", resource, in: &table, read: BoardTemplateDraft.init, templates.create)
        admin.list("/board-templates", resource, sortable: .boardTemplates, in: &table, read: BoardTemplateQuery.init) { input, principal in
            try await templates.list(account: input.filter.accountID, game: input.filter.gameID, input.page(), by: principal)
        }
        admin.get(path, Kinds.BoardTemplate.self, resource, in: &table, templates.get)
        admin.change(path, Kinds.BoardTemplate.self, resource, in: &table, read: BoardTemplateChange.init, templates.change)
    }
}

/// The filters of a template list.
private struct BoardTemplateQuery {
    let accountID: AccountID?
    let gameID: GameID?

    init(_ fields: inout ListFields) {
        accountID = fields.filter("account_id", .id(Kinds.Account.self))
        gameID = fields.filter("game_id", .id(Kinds.Game.self))
    }
}
