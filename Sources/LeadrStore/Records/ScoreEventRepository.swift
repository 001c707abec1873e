import LeadrDomain
import Postgres

/// Reads events; only the ranking transaction writes them.
public struct ScoreEventRepository: Sendable {
    /// Columns as ``event(_:)`` expects them.
    static let columns = """
        id, created_at, account_id, game_id, board_id, identity_id, event_payload, is_test, timezone, country, city, player_name, rejected_reason,
        verdict
        """
    /// Where columns that a statement adds to ``columns`` begin.
    static let columnCount = 14

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// An event.
    public func find(_ id: ScoreEventID) async throws(PostgresError) -> ScoreEvent? {
        let sql = "SELECT \(Self.columns) FROM score_events WHERE id = $1"
        guard let row = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: "score_events")).firstRow else { return nil }
        return try Self.event(row)
    }

    /// A page of events of live boards.
    ///
    /// - Parameter isTest: The pool; nil for both.
    public func page(_ filter: BoardRowFilter, isTest: Bool?, _ request: PageRequest) async throws(PostgresError) -> Page<ScoreEvent> {
        var fetched: [ScoreEvent] = []
        for row in try await pool.query(Self.list(filter, isTest: isTest, request)) { fetched.append(try Self.event(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// The statement of a page, which tests ask PostgreSQL to explain.
    package static func list(_ filter: BoardRowFilter, isTest: Bool?, _ request: PageRequest) -> PostgresQuery {
        var statement = ListStatement("score_events", columns: columns, of: .boards, isSoftDeleted: false)
        filter.apply(to: &statement)
        statement.require("is_test", "=", isTest)
        return statement.query(for: request)
    }

    /// Events among the ids, in no order.
    static func selection(of ids: [ScoreEventID]) -> PostgresQuery {
        PostgresQuery("SELECT \(columns) FROM score_events WHERE id = ANY ($1)", [ids], operation: "select", table: "score_events")
    }

    /// Reads a row of ``columns``.
    static func event(_ row: PostgresRow) throws(PostgresError) -> ScoreEvent {
        var column = ColumnReader(row)
        let id: ScoreEventID = try column.next()
        let acceptedAt: Timestamp = try column.next()
        return ScoreEvent(
            id: id,
            accountID: try column.next(),
            gameID: try column.next(),
            boardID: try column.next(),
            identityID: try column.next(),
            isTest: try row.decode(7),
            acceptedAt: acceptedAt,
            payload: try payload(try row.decode(6)),
            playerName: try row.decode(11),
            geo: GeoLocation(timezone: try row.decode(8), country: try row.decode(9), city: try row.decode(10)),
            rejectedReason: try row.decode(12),
            verdict: try row.decode(13, as: PostgresJSON?.self)?.bytes
        )
    }

    private static func payload(_ json: PostgresJSON) throws(PostgresError) -> ScoreEventPayload {
        guard let payload = ScoreEventPayload(json: json.bytes) else { throw PostgresError(.decoding, "the payload of an event holds no number") }
        return payload
    }

    private static func position(_ event: ScoreEvent, _ field: SortField) -> SortValue {
        field.name == SortField.createdAt.name ? .timestamp(event.acceptedAt) : .uuid(event.id.uuid)
    }
}
