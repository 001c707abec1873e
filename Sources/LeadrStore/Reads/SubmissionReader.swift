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
        let query = PostgresQuery(Self.lookup, [event], operation: "select", table: "score_events")
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

    /// Rejections first: an event that anti-cheat rejected has both rows, and still tells when the rejection was deleted after its 30 days.
    private static let lookup = """
        SELECT game_id, identity_id, status, error, NULL::uuid, NULL::bool, NULL::text FROM submission_outcomes WHERE event_id = $1
        UNION ALL
        SELECT e.game_id, e.identity_id, CASE WHEN e.rejected_reason IS NOT NULL THEN 429 END, e.rejected_reason, e.board_id, e.is_test, b.board_type::text
        FROM score_events e LEFT JOIN boards b ON b.id = e.board_id WHERE e.id = $1
        LIMIT 1
        """

    private static func scoreID(of event: ScoreEventID, _ type: BoardType, board: BoardID, identity: IdentityID, isTest: Bool) -> ScoreID {
        if type == .runRuns { return DerivedID.runEntry(event: event).retyped() }
        return DerivedID.boardState(board: board, identity: identity, isTest: isTest).retyped()
    }
}
