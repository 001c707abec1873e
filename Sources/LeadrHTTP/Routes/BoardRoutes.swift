import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// Boards for administrators (`contract/scoring.md §2.3`, `§2.4`).
struct BoardRoutes {
    let gate: AdminGate
    let boards: BoardService
    let pages: PublicPages
    let bodyLimit: Int

    func register(in table: inout RouteTable) {
        table.on(.post, "/boards", create)
        table.on(.get, "/boards", list)
        table.on(.get, "/boards/{board_id}", get)
    }

    private func create(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let body = try await request.json(upTo: bodyLimit)
        let principal = try await gate.admit(request, body: body, context)
        let view = try await boards.create(BoardDraft(body: body), by: principal)
        return .json(.created, encoded(view))
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let principal = try await gate.admit(request, context)
        let query = request.queryItems
        var fields = ParameterFields(query)
        let listing = Listing(query, &fields)
        var named = BoardQuery(&fields)
        named.readAdminFilters(&fields)
        guard fields.isValid else { throw fields.failure }
        let gameSlug = query["game_slug"]
        if named.filter.slug != nil, gameSlug == nil, named.filter.gameID == nil {
            throw DomainError.badRequest("game_slug parameter is required when filtering by board slug")
        }
        let page = try listing.request(allowing: .boards, filters: named.recorded(gameSlug: gameSlug))
        let found = try await boards.list(named.filter, gameSlug: gameSlug, page, by: principal)
        return .json(.ok, found.encoded { $0.write(to: &$1, pages: pages) })
    }

    private func get(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let principal = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        guard let id = fields.pathID("board_id", context.parameters.get("board_id"), Kinds.Board.self) else { throw fields.failure }
        return .json(.ok, encoded(try await boards.get(id, by: principal)))
    }

    private func encoded(_ view: BoardView) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        view.write(to: &writer, pages: pages)
        return writer.bytes
    }
}
