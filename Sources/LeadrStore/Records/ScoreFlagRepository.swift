import LeadrDomain
import Postgres

/// Reads flags.
public struct ScoreFlagRepository: Sendable {
    static let columns = """
        id, score_event_id, flag_type, confidence, metadata, status, reviewed_at, reviewer_id, reviewer_decision, created_at, updated_at,
        deleted_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A live flag.
    public func find(_ id: ScoreFlagID) async throws(PostgresError) -> ScoreFlag? {
        let sql = "SELECT \(Self.columns) FROM score_flags WHERE id = $1 AND deleted_at IS NULL"
        guard let row = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: "score_flags")).firstRow else { return nil }
        return try Self.flag(row)
    }

    /// A page of live flags on events of live boards.
    public func page(_ filter: ScoreFlagFilter, _ request: PageRequest) async throws(PostgresError) -> Page<ScoreFlag> {
        var fetched: [ScoreFlag] = []
        for row in try await pool.query(Self.list(filter, request)) { fetched.append(try Self.flag(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// The statement of a page, which tests ask PostgreSQL to explain.
    package static func list(_ filter: ScoreFlagFilter, _ request: PageRequest) -> PostgresQuery {
        var statement = ListStatement("score_flags", columns: columns, of: .boards)
        filter.boards.apply(to: &statement)
        statement.require(filter.statuses?.map(\.rawValue)) { "score_flags.status = ANY (\($0))" }
        statement.require(filter.flagTypes?.map(\.rawValue)) { "score_flags.flag_type = ANY (\($0))" }
        return statement.query(for: request)
    }

    /// Live flags on some events, in the order they were made.
    static func selection(on events: [ScoreEventID]) -> PostgresQuery {
        let sql = "SELECT \(columns) FROM score_flags WHERE score_event_id = ANY ($1) AND deleted_at IS NULL ORDER BY created_at, id"
        return PostgresQuery(sql, [events], operation: "select", table: "score_flags")
    }

    /// A live flag, locked until commit.
    static func lock(_ id: ScoreFlagID) -> PostgresQuery {
        let sql = "SELECT \(columns) FROM score_flags WHERE id = $1 AND deleted_at IS NULL FOR UPDATE"
        return PostgresQuery(sql, [id], operation: "select", table: "score_flags")
    }

    /// Reads a row of the flag's columns.
    static func flag(_ row: PostgresRow) throws(PostgresError) -> ScoreFlag {
        var column = ColumnReader(row)
        return ScoreFlag(
            id: try column.next(),
            scoreEventID: try column.next(),
            flagType: try column.choice(),
            confidence: try column.choice(),
            metadata: try column.next(PostgresJSON.self).bytes,
            status: try column.choice(),
            reviewedAt: try column.next(),
            reviewerID: try column.next(),
            reviewerDecision: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    private static func position(_ flag: ScoreFlag, _ field: SortField) -> SortValue {
        switch field.name {
        case "score_event_id": .uuid(flag.scoreEventID.uuid)
        case "flag_type": .text(flag.flagType.rawValue)
        case "confidence": .text(flag.confidence.rawValue)
        case "status": .text(flag.status.rawValue)
        case SortField.createdAt.name: .timestamp(flag.createdAt)
        case SortField.updatedAt.name: .timestamp(flag.updatedAt)
        default: .uuid(flag.id.uuid)
        }
    }
}
