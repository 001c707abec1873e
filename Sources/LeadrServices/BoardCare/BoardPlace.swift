import LeadrDomain
import LeadrState
import LeadrStore

/// The rank index of one board, as a checker asks it.
struct BoardPlace: Sendable {
    let index: RankIndex
    let board: Board

    /// Generations and version.
    ///
    /// The first call also makes the connection known by which the index tells servers apart.
    func state() async throws -> RankBoardState {
        try await index.states(of: [board.id])[0]
    }

    /// Entries of a pool from a place on, counted from zero, best first.
    func page(_ pool: RankPool, from start: Int, limit: Int) async throws -> RankAnswer<RankPage> {
        try await index.page(board: board.id, pool: pool, layout: board.layout, from: start, limit: limit)
    }

    /// The rows that the index does not have; nil when it cannot answer.
    func missing(_ rows: [RankedRow]) async throws -> [RankedRow]? {
        var missing: [RankedRow] = []
        for (row, answer) in zip(rows, try await index.ranks(of: rows.map { RankLookup($0, layout: board.layout) })) {
            guard case .ready(let rank) = answer else { return nil }
            if rank == nil { missing.append(row) }
        }
        return missing
    }

    /// Whether the index has an entry at exactly that place; nil when it cannot answer.
    func isOccupied(_ order: RankOrder, _ pool: RankPool) async throws -> Bool? {
        try await index.position(of: order, board: board.id, pool: pool, layout: board.layout).value?.isOccupied
    }

    /// Brings rows to the index.
    func apply(_ changes: RankedRowChanges) async throws {
        try await index.apply(changes)
    }

    /// Removes the index.
    func clear() async throws {
        try await index.clear(board.id)
    }
}
