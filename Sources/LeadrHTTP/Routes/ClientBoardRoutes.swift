import Hummingbird
import LeadrDomain
import LeadrServices

/// Boards for clients (`contract/scoring.md §2.6`). The game comes from the token; a `game_id` in the query is ignored.
struct ClientBoardRoutes {
    let gate: ClientGate
    let boards: BoardService
    let pages: PublicPages

    func register(in table: inout RouteTable) {
        let resource = Resource.boards(pages)
        let operation = Operation("List the active boards of the game", tag: "client boards", access: .player)
            .list(.boards, BoardQuery.init).answers(.ok, resource.pageSchema).fails(.badRequest)
        table.on(.get, "/client/boards", operation) { request, context in
            let client = try await gate.admit(request, context)
            let input = try ListInput(request.queryItems, .boards, BoardQuery.init)
            return .json(.ok, resource.encoded(try await boards.list(input.filter.filter, input.page(), for: client)))
        }
    }
}
