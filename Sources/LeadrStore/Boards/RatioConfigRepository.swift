import LeadrDomain
import Postgres

/// Reads and writes the configurations of RATIO boards.
public struct RatioConfigRepository: Sendable {
    /// Columns as ``configuration(_:)`` expects them.
    static let columns = """
        id, board_id, numerator_board_id, denominator_board_id, zero_denominator_policy, min_denominator, min_numerator, scale, display,
        decimals, tie_breaker, created_at, updated_at, deleted_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Configurations of the boards, by board; boards without one are missing.
    public func find(boards: [BoardID]) async throws(PostgresError) -> [BoardID: BoardRatioConfig] {
        guard !boards.isEmpty else { return [:] }
        let sql = "SELECT \(Self.columns) FROM board_ratio_configs WHERE board_id = ANY($1) AND deleted_at IS NULL"
        return try await configurations(PostgresQuery(sql, [boards], operation: "select", table: "board_ratio_configs"))
    }

    /// The statement behind ``find(boards:)`` for one board; ``configuration(_:)`` reads its row.
    static func selection(of board: BoardID) -> PostgresQuery {
        let sql = "SELECT \(columns) FROM board_ratio_configs WHERE board_id = $1 AND deleted_at IS NULL"
        return PostgresQuery(sql, [board], operation: "select", table: "board_ratio_configs")
    }

    static func insertion(of ratio: BoardRatioConfig) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO board_ratio_configs (\(columns))
            VALUES ($1, $2, $3, $4, $5::zero_denominator_policy, $6, $7, $8, $9::ratio_display, $10, $11::tie_breaker, $12, $13, $14)
            """,
            [
                ratio.id, ratio.boardID, ratio.numeratorBoardID, ratio.denominatorBoardID, ratio.zeroDenominatorPolicy.rawValue,
                ratio.minDenominator, ratio.minNumerator, Int32(clamping: ratio.scale), ratio.display.rawValue, Int32(clamping: ratio.decimals),
                ratio.tieBreaker.rawValue, ratio.createdAt, ratio.updatedAt, ratio.deletedAt,
            ],
            operation: "insert",
            table: "board_ratio_configs"
        )
    }

    /// Writes what may be changed about a configuration.
    static func update(_ ratio: BoardRatioConfig, at now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE board_ratio_configs SET zero_denominator_policy = $2::zero_denominator_policy, min_denominator = $3, min_numerator = $4, scale = $5,
                display = $6::ratio_display, decimals = $7, tie_breaker = $8::tie_breaker, updated_at = $9
            WHERE id = $1 RETURNING \(columns)
            """,
            [
                ratio.id, ratio.zeroDenominatorPolicy.rawValue, ratio.minDenominator, ratio.minNumerator, Int32(clamping: ratio.scale),
                ratio.display.rawValue, Int32(clamping: ratio.decimals), ratio.tieBreaker.rawValue, now,
            ],
            operation: "update",
            table: "board_ratio_configs"
        )
    }

    private func configurations(_ query: PostgresQuery) async throws(PostgresError) -> [BoardID: BoardRatioConfig] {
        var found: [BoardID: BoardRatioConfig] = [:]
        for row in try await pool.query(query) {
            let configuration = try Self.configuration(row)
            found[configuration.boardID] = configuration
        }
        return found
    }

    /// Reads a row of ``columns``.
    static func configuration(_ row: PostgresRow) throws(PostgresError) -> BoardRatioConfig {
        var column = ColumnReader(row)
        return BoardRatioConfig(
            id: try column.next(),
            boardID: try column.next(),
            numeratorBoardID: try column.next(),
            denominatorBoardID: try column.next(),
            zeroDenominatorPolicy: try column.choice(),
            minDenominator: try column.next(),
            minNumerator: try column.next(),
            scale: Int(try column.next(Int32.self)),
            display: try column.choice(),
            decimals: Int(try column.next(Int32.self)),
            tieBreaker: try column.choice(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }
}
