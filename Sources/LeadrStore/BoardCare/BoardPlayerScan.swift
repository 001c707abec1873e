import LeadrDomain
import Postgres

/// Walks over the players of a board, chunk by chunk: all that have an event or a row on it.
public struct BoardPlayerScan: Sendable {
    private let pool: PostgresPool
    private let chunk: Int

    /// A scanner.
    ///
    /// - Parameter chunk: Most players handed over at once.
    public init(pool: PostgresPool, chunk: Int = 500) {
        self.pool = pool
        self.chunk = chunk
    }

    /// Calls `body` with each chunk of players, in ascending order.
    ///
    /// - Parameter boards: The board, and the sources of a ratio.
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(of boards: [BoardID], _ body: ([IdentityID]) async throws -> Void) async throws {
        var place = IdentityID(.zero)
        while true {
            let query = BoardCareSQL.players(of: boards, after: place, limit: chunk)
            let players = try await pool.pipelinedTransaction([query], options: .recoveryRead)[0].map { try $0.decode(0, as: IdentityID.self) }
            if !players.isEmpty { try await body(players) }
            guard players.count == chunk, let last = players.last else { return }
            place = last
        }
    }
}
