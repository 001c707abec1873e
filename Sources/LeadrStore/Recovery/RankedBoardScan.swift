import Foundation
import LeadrDomain
import Postgres

/// A board whose work or index may have to be restored.
public struct RestorableBoard: Hashable, Sendable {
    /// The board.
    public let id: BoardID
    /// Account that owns it.
    public let accountID: AccountID
    /// Whether a change of its order or keep strategy waits to be put into force.
    public let hasPendingConfiguration: Bool
}

/// Reads live boards chunk by chunk: those that have ranked rows or a pending configuration, or all.
public struct RankedBoardScan: Sendable {
    private let pool: PostgresPool
    private let chunk: Int
    private let includesEmpty: Bool

    /// A scanner.
    ///
    /// - Parameters:
    ///   - chunk: most boards handed over at once.
    ///   - includesEmpty: Whether boards are read that have nothing to restore.
    public init(pool: PostgresPool, chunk: Int = 500, includesEmpty: Bool = false) {
        self.pool = pool
        self.chunk = chunk
        self.includesEmpty = includesEmpty
    }

    /// Calls `body` with each chunk.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(_ body: ([RestorableBoard]) async throws -> Void) async throws {
        var after = UUID.zero
        while true {
            let query = PostgresQuery(Self.text, [after, Int32(clamping: chunk), includesEmpty], operation: "select", table: "boards")
            let boards = try await pool.pipelinedTransaction([query], options: .recoveryRead)[0].map { row in
                RestorableBoard(id: try row.decode(0), accountID: try row.decode(1), hasPendingConfiguration: try row.decode(2))
            }
            if !boards.isEmpty { try await body(boards) }
            guard boards.count == chunk, let last = boards.last else { return }
            after = last.id.uuid
        }
    }

    private static let text = """
        SELECT b.id, b.account_id, b.pending_config IS NOT NULL FROM boards b
        WHERE b.id > $1 AND b.deleted_at IS NULL AND (
            $3 OR b.pending_config IS NOT NULL
            OR EXISTS (SELECT FROM board_states s WHERE s.board_id = b.id)
            OR EXISTS (SELECT FROM run_entries r WHERE r.board_id = b.id))
        ORDER BY b.id LIMIT $2
        """
}
