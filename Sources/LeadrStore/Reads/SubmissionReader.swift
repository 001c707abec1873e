import LeadrDomain
import Postgres

/// Where a submission stands in the database (`design.md §2`).
public enum SubmissionStanding: Hashable, Sendable {
    /// Its event counts.
    case accepted(ScoreEventOwner)
    /// It was refused, with the status and the text for the client.
    case rejected(ScoreEventOwner, SubmissionRejection)
}

/// Whose an event is.
public struct ScoreEventOwner: Hashable, Sendable {
    /// Game of the board.
    public var gameID: GameID
    /// Player who submitted it.
    public var identityID: IdentityID
    /// The ranked row that an accepted event shows in; nil for a rejected one.
    public var scoreID: ScoreID?
}

/// Reads what became of submissions.
public struct SubmissionReader: Sendable {
    private let pool: PostgresPool

    /// A reader on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The decision about a submission; nil while there is none.
    public func standing(of event: ScoreEventID) async throws(PostgresError) -> SubmissionStanding? {
        let period = Double(RejectionRetention.period.components.seconds)
        let query = PostgresQuery(Self.lookup, [event, period], operation: "select", table: "score_events")
        guard let row = try await pool.query(query).firstRow else { return nil }
        var owner = ScoreEventOwner(gameID: try row.decode(0), identityID: try row.decode(1))
        if let status = try row.decode(2, as: Int32?.self) {
            return .rejected(owner, SubmissionRejection(status: Int(status), error: try row.decode(3)))
        }
        if let type = try row.decode(6, as: String?.self).flatMap({ BoardType(rawValue: $0) }) {
            owner.scoreID = Self.scoreID(of: event, type, board: try row.decode(4), identity: owner.identityID, isTest: try row.decode(5))
        }
        return .accepted(owner)
    }

    /// An event that anti-cheat rejected is kept as evidence; clients are told for as long as of every other rejection.
    private static let lookup = """
        SELECT game_id, identity_id, status, error, NULL::uuid, NULL::bool, NULL::text FROM submission_outcomes
        WHERE event_id = $1 AND decided_at > now() - make_interval(secs => $2)
        UNION ALL
        SELECT e.game_id, e.identity_id, NULL, NULL, e.board_id, e.is_test, b.board_type::text
        FROM score_events e LEFT JOIN boards b ON b.id = e.board_id WHERE e.id = $1 AND e.rejected_reason IS NULL
        LIMIT 1
        """

    private static func scoreID(of event: ScoreEventID, _ type: BoardType, board: BoardID, identity: IdentityID, isTest: Bool) -> ScoreID {
        if type == .runRuns { return DerivedID.runEntry(event: event).retyped() }
        return DerivedID.boardState(board: board, identity: identity, isTest: isTest).retyped()
    }
}

extension SubmissionReader {
    /// Which of several submissions the database knows, decided or not, the latest first.
    public func acceptances(of events: [ScoreEventID]) async throws(PostgresError) -> [SubmissionAcceptance] {
        let query = PostgresQuery(Self.acceptance, [events], operation: "select", table: "score_events")
        var known: [SubmissionAcceptance] = []
        for row in try await pool.query(query) { known.append(SubmissionAcceptance(event: try row.decode(0), acceptedAt: try row.decode(1))) }
        return known
    }

    /// The earliest time that any table knows. A rejection without an event tells only when it was decided, which is later.
    private static let acceptance = """
        SELECT event_id, min(accepted_at) FROM (
            SELECT id AS event_id, created_at AS accepted_at FROM score_events WHERE id = ANY ($1)
            UNION ALL SELECT event_id, decided_at FROM submission_outcomes WHERE event_id = ANY ($1)
            UNION ALL SELECT event_id, accepted_at FROM inbox WHERE event_id = ANY ($1)
            UNION ALL SELECT event_id, accepted_at FROM dead_submissions WHERE event_id = ANY ($1)
        ) known GROUP BY event_id ORDER BY 2 DESC
        """
}

/// A submission that the database knows, and when it was accepted.
public struct SubmissionAcceptance: Hashable, Sendable {
    /// The submission.
    public var event: ScoreEventID
    /// When the API accepted it.
    public var acceptedAt: Timestamp
}
