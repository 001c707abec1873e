import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// Games (`contract/platform.md §3.4`).
struct GameRoutes {
    let gate: AdminGate
    let games: GameService
    let pages: PublicPages
    let bodyLimit: Int

    func register(in table: inout RouteTable) {
        table.on(.post, "/games", create)
        table.on(.get, "/games", list)
        table.on(.get, "/games/{game_id}", get)
    }

    private func create(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let body = try await request.json(upTo: bodyLimit)
        let principal = try await gate.admit(request, body: body, context)
        let game = try await games.create(GameDraft(body: body), by: principal)
        return .json(.created, encoded(game))
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let principal = try await gate.admit(request, context)
        let query = request.queryItems
        var fields = ParameterFields(query)
        let listing = Listing(query, &fields)
        let account = fields.optional("account_id", .id(Kinds.Account.self))
        guard fields.isValid else { throw fields.failure }
        if let slug = query["slug"] { return page(try await games.list(slug: slug, by: principal)) }
        var filters = PageFilters()
        filters.set("account_id", account)
        return page(try await games.list(account: account, listing.request(allowing: .games, filters: filters), by: principal))
    }

    private func get(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let principal = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        guard let id = fields.pathID("game_id", context.parameters.get("game_id"), Kinds.Game.self) else { throw fields.failure }
        return .json(.ok, encoded(try await games.get(id, by: principal)))
    }

    private func encoded(_ game: Game) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        game.write(to: &writer, pages: pages)
        return writer.bytes
    }

    private func page(_ page: Page<Game>) -> Response {
        .json(.ok, page.encoded { $0.write(to: &$1, pages: pages) })
    }
}

extension GameDraft {
    /// Reads the body of a game creation.
    fileprivate init(body: JSONValue?) throws(ValidationFailure) {
        var fields = try BodyFields(body)
        let accountID = fields.required("account_id", .id(Kinds.Account.self))
        let name = fields.required("name", .string)
        let slug = fields.optional("slug", .string)
        let steamAppID = fields.optional("steam_app_id", .string)
        let defaultBoardID = fields.optional("default_board_id", .id(Kinds.Board.self))
        let isAntiCheatEnabled = fields.field("anti_cheat_enabled", .boolean, default: true)
        let description = fields.optional("description", .string)
        let tags = fields.optional("tags", .strings)
        let pageURL = fields.optional("page_url", .string)
        guard fields.isValid, let accountID, let name else { throw fields.failure }
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
