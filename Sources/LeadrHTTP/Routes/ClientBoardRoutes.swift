import Hummingbird
import LeadrDomain
import LeadrServices

/// Boards for clients (`contract/scoring.md §2.6`). The game comes from the token; a `game_id` in the query is ignored.
struct ClientBoardRoutes {
    let gate: ClientGate
    let boards: BoardService
    let pages: PublicPages

    func register(in table: inout RouteTable) {
        table.on(.get, "/client/boards", list)
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let client = try await gate.admit(request, context)
        let query = request.queryItems
        var fields = ParameterFields(query)
        let listing = Listing(query, &fields)
        let named = BoardQuery(&fields)
        guard fields.isValid else { throw fields.failure }
        let page = try listing.request(allowing: .boards, filters: named.recorded())
        let found = try await boards.list(named.filter, page, for: client)
        return .json(.ok, found.encoded { $0.write(to: &$1, pages: pages) })
    }
}
