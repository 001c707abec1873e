import LeadrDomain
import LeadrServices

/// Games (`contract/platform.md §3.4`).
struct GameRoutes {
    let admin: AdminRoutes
    let games: GameService
    let pages: PublicPages

    func register(in table: inout RouteTable) {
        let resource = Resource.games(pages)
        admin.create("/games", resource, in: &table, read: GameDraft.init, games.create)
        admin.list("/games", resource, sortable: .games, in: &table, read: GameQuery.init) { input, principal in
            if let slug = input.filter.slug { return try await games.list(slug: slug, by: principal) }
            return try await games.list(account: input.filter.accountID, input.page(), by: principal)
        }
        admin.get("/games/{game_id}", Kinds.Game.self, resource, in: &table, games.get)
        admin.change("/games/{game_id}", Kinds.Game.self, resource, in: &table, read: GameChange.init, games.change)
    }
}

/// The filters of a game list.
private struct GameQuery {
    let accountID: AccountID?
    let slug: String?

    init(_ fields: inout ListFields) {
        accountID = fields.filter("account_id", .id(Kinds.Account.self))
        slug = fields.filter("slug", .string)
    }
}

extension GameDraft {
    /// Reads the body of a creation.
    fileprivate init?(_ fields: inout BodyFields) {
        let accountID = fields.required("account_id", .id(Kinds.Account.self))
        let name = fields.required("name", .name)
        let slug = fields.optional("slug", .string)
        let steamAppID = fields.optional("steam_app_id", .string)
        let defaultBoardID = fields.optional("default_board_id", .id(Kinds.Board.self))
        let isAntiCheatEnabled = fields.field("anti_cheat_enabled", .boolean, default: true)
        let description = fields.optional("description", .string)
        let tags = fields.optional("tags", .strings)
        let pageURL = fields.optional("page_url", .string)
        guard let accountID, let name else { return nil }
        self.init(
            accountID: accountID,
            name: name,
            slug: slug,
            steamAppID: steamAppID,
            defaultBoardID: defaultBoardID,
            isAntiCheatEnabled: isAntiCheatEnabled,
            description: description,
            tags: tags ?? [],
            pageURL: pageURL
        )
    }
}

extension GameChange {
    /// Reads the body of a change; account and slug never change.
    fileprivate init(_ fields: inout BodyFields) {
        self.init()
        name = fields.patch("name", .name)
        steamAppID = fields.clearable("steam_app_id", .string)
        defaultBoardID = fields.clearable("default_board_id", .id(Kinds.Board.self))
        isAntiCheatEnabled = fields.patch("anti_cheat_enabled", .boolean)
        description = fields.clearable("description", .string)
        tags = fields.patch("tags", .strings)
        pageURL = fields.clearable("page_url", .string)
        deletes = fields.deletes()
    }
}
