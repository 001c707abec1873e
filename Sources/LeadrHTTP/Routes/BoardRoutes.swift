import LeadrDomain
import LeadrServices

/// Boards for administrators (`contract/scoring.md §2.3`, `§2.4`).
struct BoardRoutes {
    let admin: AdminRoutes
    let boards: BoardService
    let pages: PublicPages

    func register(in table: inout RouteTable) {
        let resource = Resource.boards(pages)
        admin.create("/boards", resource, in: &table, read: BoardDraft.init, boards.create)
        admin.list("/boards", resource, sortable: .boards, in: &table, read: BoardQuery.administrators) { input, principal in
            let query = input.filter
            if query.filter.slug != nil, query.gameSlug == nil, query.filter.gameID == nil {
                throw DomainError.badRequest("game_slug parameter is required when filtering by board slug")
            }
            return try await boards.list(query.filter, gameSlug: query.gameSlug, input.page(), by: principal)
        }
        admin.get("/boards/{board_id}", Kinds.Board.self, resource, in: &table, boards.get)
        admin.change("/boards/{board_id}", Kinds.Board.self, resource, in: &table, read: BoardChange.init, boards.change)
    }
}
