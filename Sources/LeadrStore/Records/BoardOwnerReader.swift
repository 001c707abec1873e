import LeadrDomain
import Postgres

/// What the rows of a board need to know about it.
public struct BoardOwner: Hashable, Sendable {
    /// Account of the board.
    public let accountID: AccountID
    /// Type of the board.
    public let boardType: BoardType
}

/// Tells whose boards are.
public struct BoardOwnerReader: Sendable {
    private let pool: PostgresPool

    /// A reader on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The owner of a live board of a live game and account; nil when there is none.
    public func find(_ id: BoardID) async throws(PostgresError) -> BoardOwner? {
        let conditions = (["boards.id = $1"] + ListOwners.boards.conditions).joined(separator: " AND ")
        let query = PostgresQuery(
            "SELECT account_id, board_type FROM boards WHERE \(conditions)",
            [id],
            operation: "select",
            table: "boards"
        )
        guard let row = try await pool.query(query).firstRow else { return nil }
        var column = ColumnReader(row)
        return BoardOwner(accountID: try column.next(), boardType: try column.choice())
    }
}
