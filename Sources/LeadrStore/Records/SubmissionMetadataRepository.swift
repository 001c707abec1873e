import LeadrDomain
import Postgres

/// Reads the submission counters of anti-cheat.
public struct SubmissionMetadataRepository: Sendable {
    private static let columns = """
        id, score_event_id, identity_id, board_id, submission_count, last_submission_at, last_score_value, created_at, updated_at
        """
    private static let table = "score_submission_metadata"

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A live counter.
    public func find(_ id: ScoreSubmissionMetaID) async throws(PostgresError) -> ScoreSubmissionMetadata? {
        let sql = "SELECT \(Self.columns) FROM \(Self.table) WHERE id = $1 AND deleted_at IS NULL"
        guard let row = try await pool.query(PostgresQuery(sql, [id], operation: "select", table: Self.table)).firstRow else { return nil }
        return try Self.metadata(row)
    }

    /// A page of live counters of live boards.
    public func page(_ filter: BoardRowFilter, _ request: PageRequest) async throws(PostgresError) -> Page<ScoreSubmissionMetadata> {
        var fetched: [ScoreSubmissionMetadata] = []
        for row in try await pool.query(Self.list(filter, request)) { fetched.append(try Self.metadata(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// The statement of a page, which tests ask PostgreSQL to explain.
    package static func list(_ filter: BoardRowFilter, _ request: PageRequest) -> PostgresQuery {
        var statement = ListStatement(table, columns: columns, of: .boards)
        filter.apply(to: &statement)
        return statement.query(for: request)
    }

    private static func metadata(_ row: PostgresRow) throws(PostgresError) -> ScoreSubmissionMetadata {
        var column = ColumnReader(row)
        return ScoreSubmissionMetadata(
            id: try column.next(),
            scoreEventID: try column.next(),
            identityID: try column.next(),
            boardID: try column.next(),
            submissionCount: Int(try column.next(Int32.self)),
            lastSubmissionAt: try column.next(),
            lastScoreValue: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next()
        )
    }

    private static func position(_ metadata: ScoreSubmissionMetadata, _ field: SortField) -> SortValue {
        switch field.name {
        case "identity_id": .uuid(metadata.identityID.uuid)
        case "board_id": .uuid(metadata.boardID.uuid)
        case "submission_count": .integer(Int64(metadata.submissionCount))
        case "last_submission_at": .timestamp(metadata.lastSubmissionAt)
        case "last_score_value": metadata.lastScoreValue.map(SortValue.number) ?? .null
        case SortField.createdAt.name: .timestamp(metadata.createdAt)
        case SortField.updatedAt.name: .timestamp(metadata.updatedAt)
        default: .uuid(metadata.id.uuid)
        }
    }
}
