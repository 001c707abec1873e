import Foundation
import LeadrDomain
import Postgres

/// Whose a submission is that has no decision yet.
public struct UndecidedSubmission: Hashable, Sendable {
    /// The submission.
    public let eventID: ScoreEventID
    /// Game of its board.
    public let gameID: GameID
    /// Who submitted.
    public let identityID: IdentityID
}

/// Reads the dead submissions that wait for an operator, chunk by chunk: their status is still `pending`.
public struct DeadOwnerScan: Sendable {
    private let pool: PostgresPool
    private let chunk: Int

    /// A scanner.
    ///
    /// - Parameter chunk: most submissions handed over at once.
    public init(pool: PostgresPool, chunk: Int = 1000) {
        self.pool = pool
        self.chunk = chunk
    }

    /// Calls `body` with each chunk.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(_ body: ([UndecidedSubmission]) async throws -> Void) async throws {
        var after = UUID.zero
        while true {
            let query = PostgresQuery(
                """
                SELECT event_id, game_id, identity_id FROM dead_submissions WHERE resolved_at IS NULL AND event_id > $1 ORDER BY event_id LIMIT $2
                """,
                [after, Int32(clamping: chunk)],
                operation: "select",
                table: "dead_submissions"
            )
            let submissions = try await pool.query(query).map { row in
                UndecidedSubmission(eventID: try row.decode(0), gameID: try row.decode(1), identityID: try row.decode(2))
            }
            if !submissions.isEmpty { try await body(submissions) }
            guard submissions.count == chunk, let last = submissions.last else { return }
            after = last.eventID.uuid
        }
    }
}
