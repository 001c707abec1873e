import LeadrDomain
import Postgres

/// Reads and writes players.
public struct IdentityRepository: Sendable {
    private static let columns = """
        id, account_id, game_id, kind, external_key, display_name, display_name_at, created_at, updated_at, deleted_at
        """

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A live identity of a live game and account.
    public func find(_ id: IdentityID) async throws(PostgresError) -> Identity? {
        let isOwned = ListOwners.games.exists(for: "identities")
        let sql = "SELECT \(Self.columns) FROM identities WHERE id = $1 AND deleted_at IS NULL AND \(isOwned)"
        return try Self.first(await pool.query(PostgresQuery(sql, [id], operation: "select", table: "identities")))
    }

    /// The live identity with the account, game, kind and key of the proposed one; the proposed one itself when there was none.
    ///
    /// Concurrent calls for one key give one identity.
    public func findOrInsert(_ proposed: Identity) async throws(PostgresError) -> Identity {
        // What another request inserted in the meantime may be deleted before it is read; then there is room again.
        for _ in 0..<3 {
            if let known = try await findEqual(to: proposed) { return known }
            if try await pool.query(Self.insertion(of: proposed)).affectedRows == 1 { return proposed }
        }
        guard let known = try await findEqual(to: proposed) else { throw PostgresError(.usage, "an identity vanished each time it was inserted") }
        return known
    }

    /// Writes the name that came with a submission, unless a newer submission already wrote one (`contract/rulings.md`, display_name).
    public func setDisplayName(_ name: String, of id: IdentityID, acceptedAt: Timestamp) async throws(PostgresError) {
        let sql = """
            UPDATE identities SET display_name = $2, display_name_at = $3, updated_at = now()
            WHERE id = $1 AND (display_name_at IS NULL OR display_name_at < $3)
            """
        _ = try await pool.query(PostgresQuery(sql, [id, name, acceptedAt], operation: "update", table: "identities"))
    }

    /// A page of live identities of live games.
    public func page(_ filter: PlayerFilter<IdentityKind>, _ request: PageRequest) async throws(PostgresError) -> Page<Identity> {
        var statement = ListStatement("identities", columns: Self.columns, of: .games)
        statement.expressions = ["kind": "identities.kind::text"]
        filter.apply(to: &statement)
        statement.require(filter.choice?.rawValue) { "identities.kind = \($0)::text::identity_kind" }
        var fetched: [Identity] = []
        for row in try await pool.query(statement.query(for: request)) { fetched.append(try Self.identity(row)) }
        return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
    }

    /// Gives an identity a name that no submission accepted before `time` replaces; nil when there is no such live identity.
    public func rename(_ id: IdentityID, to name: String, at time: Timestamp) async throws(PostgresError) -> Identity? {
        let sql = """
            UPDATE identities SET display_name = $2, display_name_at = greatest($3, display_name_at), updated_at = $3
            WHERE id = $1 AND deleted_at IS NULL RETURNING \(Self.columns)
            """
        return try Self.first(await pool.query(PostgresQuery(sql, [id, name, time], operation: "update", table: "identities")))
    }

    /// Deletes an identity; false when it is gone already. Its sessions and rows stay.
    public func delete(_ id: IdentityID, at now: Timestamp) async throws(PostgresError) -> Bool {
        try await pool.query(UpdateStatement.deletion(from: "identities", id: id, at: now)).affectedRows == 1
    }

    private func findEqual(to identity: Identity) async throws(PostgresError) -> Identity? {
        let sql = """
            SELECT \(Self.columns) FROM identities
            WHERE account_id = $1 AND game_id = $2 AND kind = $3::identity_kind AND external_key = $4 AND deleted_at IS NULL
            """
        let parameters: [(any PostgresEncodable)?] = [identity.accountID, identity.gameID, identity.kind.rawValue, identity.externalKey]
        return try Self.first(await pool.query(PostgresQuery(sql, parameters, operation: "select", table: "identities")))
    }

    private static func insertion(of identity: Identity) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO identities (\(columns)) VALUES ($1, $2, $3, $4::identity_kind, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (account_id, game_id, kind, external_key) WHERE deleted_at IS NULL DO NOTHING
            """,
            [
                identity.id, identity.accountID, identity.gameID, identity.kind.rawValue, identity.externalKey, identity.displayName,
                identity.displayNameAt, identity.createdAt, identity.updatedAt, identity.deletedAt,
            ],
            operation: "insert",
            table: "identities"
        )
    }

    private static func first(_ result: PostgresResult) throws(PostgresError) -> Identity? {
        guard let row = result.firstRow else { return nil }
        return try identity(row)
    }

    static func identity(_ row: PostgresRow, from position: Int = 0) throws(PostgresError) -> Identity {
        var column = ColumnReader(row, from: position)
        return Identity(
            id: try column.next(),
            accountID: try column.next(),
            gameID: try column.next(),
            kind: try column.choice(),
            externalKey: try column.next(),
            displayName: try column.next(),
            displayNameAt: try column.next(),
            createdAt: try column.next(),
            updatedAt: try column.next(),
            deletedAt: try column.next()
        )
    }

    private static func position(_ identity: Identity, _ field: SortField) -> SortValue {
        switch field.name {
        case "display_name": identity.displayName.map(SortValue.text) ?? .null
        case "kind": .text(identity.kind.rawValue)
        case SortField.createdAt.name: .timestamp(identity.createdAt)
        case SortField.updatedAt.name: .timestamp(identity.updatedAt)
        default: .uuid(identity.id.uuid)
        }
    }
}
