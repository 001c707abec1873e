import LeadrDomain
import Postgres

/// Reads and writes jam codes and who redeemed them.
public struct JamCodeRepository: Sendable {
    static let columns = "id, code, description, features, max_uses, current_uses, active, expires_at, created_at, updated_at"

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Stores a new code.
    ///
    /// - Throws: ``PostgresError``; a unique violation names `ix_jam_codes_code`.
    public func insert(_ code: JamCode) async throws(PostgresError) {
        _ = try await pool.query(
            PostgresQuery(
                "INSERT INTO jam_codes (\(Self.columns)) VALUES ($1, $2, $3, $4::json, $5, $6, $7, $8, $9, $10)",
                [
                    code.id, code.code, code.description, PostgresJSON(bytes: code.features), code.maxUses, code.currentUses, code.isActive,
                    code.expiresAt, code.createdAt, code.updatedAt,
                ],
                operation: "insert",
                table: "jam_codes"
            )
        )
    }

    /// A live code.
    public func find(_ id: JamCodeID) async throws(PostgresError) -> JamCode? {
        let sql = "SELECT \(Self.columns) FROM jam_codes WHERE id = $1 AND deleted_at IS NULL"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "jam_codes")))
    }

    /// A page of live codes.
    public func page(_ request: PageRequest) async throws(PostgresError) -> Page<JamCode> {
        var statement = ListStatement("jam_codes", columns: Self.columns)
        var fetched: [JamCode] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.code(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Changes what the change names; nil when there is no such live code.
    public func update(_ id: JamCodeID, _ change: JamCodeChange, at now: Timestamp) async throws(PostgresError) -> JamCode? {
        var statement = UpdateStatement("jam_codes", id: id, returning: Self.columns)
        statement.set("description", change.description)
        statement.set("features", change.features.map(PostgresJSON.init(bytes:)), as: "json")
        statement.set("max_uses", change.maxUses)
        statement.set("active", change.isActive)
        statement.set("expires_at", change.expiresAt)
        guard !statement.isEmpty else { return try await find(id) }
        return try Self.first(await pool.query(statement.query(at: now)))
    }

    /// Takes one use of a code, if it has one left (`contract/platform.md §4.4`); returns the id of the code, or no row.
    static func use(of code: String, at now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE jam_codes SET current_uses = current_uses + 1, version = version + 1, updated_at = $2
            WHERE upper(code) = $1 AND deleted_at IS NULL AND active AND (expires_at IS NULL OR expires_at >= $2)
                AND (max_uses IS NULL OR current_uses < max_uses)
            RETURNING id
            """,
            [code, now],
            operation: "update",
            table: "jam_codes"
        )
    }

    /// Notes that an account redeemed a code, with the code's present features.
    static func redemption(_ id: JamCodeRedemptionID, of code: JamCodeID, by account: AccountID, at now: Timestamp) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO jam_code_redemptions (id, created_at, updated_at, jam_code_id, account_id, redeemed_at, meta)
            SELECT $1, $4, $4, jam_codes.id, $3, $4, features FROM jam_codes WHERE jam_codes.id = $2
            """,
            [id, code, account, now],
            operation: "insert",
            table: "jam_code_redemptions"
        )
    }

    private static func first(_ result: PostgresResult) throws(PostgresError) -> JamCode? {
        guard let row = result.firstRow else { return nil }
        return try code(row)
    }

    private static func code(_ row: PostgresRow) throws(PostgresError) -> JamCode {
        var column = ColumnReader(row)
        return JamCode(
            id: try column.next(),
            code: try column.next(),
            description: try column.next(),
            features: try column.next(PostgresJSON.self).bytes,
            maxUses: try column.next(),
            currentUses: try column.next(),
            isActive: try column.next(),
            expiresAt: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next()
        )
    }

    private static func position(_ code: JamCode, _ field: SortField) -> SortValue {
        switch field.name {
        case "code": .text(code.code)
        case "active": .boolean(code.isActive)
        case "current_uses": .integer(Int64(code.currentUses))
        case "max_uses": code.maxUses.map { .integer(Int64($0)) } ?? .null
        case SortField.createdAt.name: .timestamp(code.createdAt)
        case SortField.updatedAt.name: .timestamp(code.updatedAt)
        default: .uuid(code.id.uuid)
        }
    }
}
