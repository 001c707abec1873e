import ByteJSON
import LeadrDomain
import Postgres

/// The record of what operators changed. An action is written before it happens, so that no crash can hide that somebody acted.
public struct OperatorActionStore: Sendable {
    private static let columns = "id, at, actor, action, target, parameters, result, finished_at"

    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Records that an action begins.
    ///
    /// - Throws: ``PostgresError``; then nothing may be done.
    public func begin(_ action: OperatorAction) async throws(PostgresError) {
        let sql = "INSERT INTO operator_actions (id, at, actor, action, target, parameters) VALUES ($1, $2, left($3, 255), $4, left($5, 255), $6)"
        let parameters: [(any PostgresEncodable)?] = [
            action.id, action.at, action.actor, action.action, action.target, PostgresJSON(bytes: action.parameters.encoded()),
        ]
        _ = try await pool.query(PostgresQuery(sql, parameters, operation: "insert", table: "operator_actions"))
    }

    /// Records how an action ended.
    ///
    /// - Throws: ``PostgresError``.
    public func finish(_ id: OperatorActionID, result: JSONValue, at time: Timestamp) async throws(PostgresError) {
        let sql = "UPDATE operator_actions SET result = $2, finished_at = $3 WHERE id = $1 AND finished_at IS NULL"
        let parameters: [(any PostgresEncodable)?] = [id, PostgresJSON(bytes: result.encoded()), time]
        _ = try await pool.query(PostgresQuery(sql, parameters, operation: "update", table: "operator_actions"))
    }

    /// A page of all actions.
    ///
    /// - Throws: ``PostgresError``.
    public func page(_ request: PageRequest) async throws(PostgresError) -> Page<OperatorAction> {
        var statement = ListStatement("operator_actions", columns: Self.columns, isSoftDeleted: false)
        var fetched: [OperatorAction] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.decode(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    private static func decode(_ row: PostgresRow) throws(PostgresError) -> OperatorAction {
        var action = OperatorAction(
            id: try row.decode(0),
            at: try row.decode(1),
            actor: try row.decode(2),
            action: try row.decode(3),
            target: try row.decode(4),
            parameters: json(try row.decode(5))
        )
        action.result = try row.decode(6, as: PostgresJSON?.self).map(json)
        action.finishedAt = try row.decode(7)
        return action
    }

    private static func json(_ document: PostgresJSON) -> JSONValue {
        var scanner = JSONScanner(document.bytes)
        // The server stores only what is JSON; a document too deep for the scanner is not worth failing the list.
        return (try? scanner.parse()) ?? .null
    }

    private static func position(_ action: OperatorAction, _ field: SortField) -> SortValue {
        field.name == SortField.id.name ? .uuid(action.id.uuid) : .timestamp(action.at)
    }
}
