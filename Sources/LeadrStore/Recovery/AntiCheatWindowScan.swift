import Foundation
import LeadrDomain
import Postgres

/// What the database knows of one anti-cheat window.
public struct AntiCheatHistory: Hashable, Sendable {
    /// Player of the submissions.
    public let identityID: IdentityID
    /// Board of the submissions.
    public let boardID: BoardID
    /// Submissions so far, totals and newest, with the acceptance times of those that passed.
    public let window: AntiCheatWindow
}

/// Reads the anti-cheat windows of everybody who submitted lately from the stored counters and events (`contract/scoring.md §6.2`).
///
/// Submissions that lost a name left no event and are not counted again; those that wait in the inbox are judged when they run.
public struct AntiCheatWindowScan: Sendable {
    private let pool: PostgresPool
    private let chunk: Int

    /// A scanner.
    ///
    /// - Parameter chunk: most windows handed over at once.
    public init(pool: PostgresPool, chunk: Int = 500) {
        self.pool = pool
        self.chunk = chunk
    }

    /// Calls `body` with each chunk of windows of players who submitted at or after `time`.
    ///
    /// - Parameters:
    ///   - time: Start of what matters (`AntiCheatPolicy.lookback`).
    ///   - limit: Most times read per window, the newest.
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func forEachChunk(since time: Timestamp, limit: Int, _ body: ([AntiCheatHistory]) async throws -> Void) async throws {
        var after = (identity: UUID.zero, board: UUID.zero)
        while true {
            let parameters: [(any PostgresEncodable)?] = [time, Int32(clamping: limit), after.identity, after.board, Int32(clamping: chunk)]
            let query = PostgresQuery(Self.text, parameters, operation: "select", table: "score_submission_metadata")
            let windows = try await pool.pipelinedTransaction([query], options: .recoveryRead)[0].map(Self.decode)
            if !windows.isEmpty { try await body(windows) }
            guard windows.count == chunk, let last = windows.last else { return }
            after = (last.identityID.uuid, last.boardID.uuid)
        }
    }

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> AntiCheatHistory {
        let window = AntiCheatWindow(
            submissionCount: Int(try row.decode(2, as: Int32.self)),
            lastSubmissionAt: try row.decode(3),
            lastScoreValue: try row.decode(4, as: Double?.self),
            passedAt: try row.decode(5, as: [Timestamp].self)
        )
        return AntiCheatHistory(identityID: try row.decode(0), boardID: try row.decode(1), window: window)
    }

    /// A window holds the two hours before its newest submission, both pools together. What a dry run would have rejected is not in it either.
    private static let text = """
        SELECT m.identity_id, m.board_id, m.submission_count, m.last_submission_at, m.last_score_value, ARRAY(
            SELECT e.created_at FROM score_events e
            WHERE e.board_id = m.board_id AND e.identity_id = m.identity_id AND e.rejected_reason IS NULL
                AND e.verdict->>'action' IS DISTINCT FROM 'reject' AND e.created_at >= m.last_submission_at - interval '2 hours'
            ORDER BY e.created_at DESC LIMIT $2)
        FROM score_submission_metadata m
        WHERE m.last_submission_at >= $1 AND (m.identity_id, m.board_id) > ($3, $4) AND m.deleted_at IS NULL
        ORDER BY m.identity_id, m.board_id LIMIT $5
        """
}
