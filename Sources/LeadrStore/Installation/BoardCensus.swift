import LeadrDomain
import Postgres

/// The boards of an installation, for work that concerns all of them.
public struct BoardCensus: Sendable {
    private let pool: PostgresPool
    private let chunk: Int

    /// A census.
    ///
    /// - Parameter chunk: most boards of one read.
    public init(pool: PostgresPool, chunk: Int = 5000) {
        self.pool = pool
        self.chunk = chunk
    }

    /// The ids of all boards, deleted ones included, in ascending order.
    public func boards() async throws(PostgresError) -> [BoardID] {
        var boards: [BoardID] = []
        while true {
            let query = PostgresQuery(
                "SELECT id FROM boards WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2",
                [boards.last?.uuid, Int32(clamping: chunk)],
                operation: "select",
                table: "boards"
            )
            let before = boards.count
            for row in try await pool.query(query) { boards.append(BoardID(try row.decode(0))) }
            if boards.count - before < chunk { return boards }
        }
    }
}
