import Postgres

/// What all processes of an installation agreed on, kept where the truth is (`docs/decisions/0010-stored-shards.md`).
public struct InstallationStore: Sendable {
    private let pool: PostgresPool

    /// A store on a migrated database.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The stored number of shards; nil before the first start.
    public func shards() async throws(PostgresError) -> StoredShards? {
        guard let row = try await run("SELECT queue_shards, resizing_to FROM installation").firstRow else { return nil }
        return StoredShards(count: Int(try row.decode(0, as: Int32.self)), resizingTo: try row.decode(1, as: Int32?.self).map { Int($0) })
    }

    /// Stores `count` if nothing is stored yet, and returns what is stored; of processes that start at once, one decides.
    public func agree(onShards count: Int) async throws(PostgresError) -> StoredShards {
        _ = try await run("INSERT INTO installation (queue_shards) VALUES ($1) ON CONFLICT DO NOTHING", [Int32(clamping: count)])
        return try await shards() ?? StoredShards(count: count)
    }

    /// Marks that the shards are being changed; no process starts from now on. False when another change came first.
    public func beginResize(from count: Int, to target: Int) async throws(PostgresError) -> Bool {
        let marked = try await run(
            """
            UPDATE installation SET resizing_to = $2, updated_at = now()
            WHERE queue_shards = $1 AND (resizing_to IS NULL OR resizing_to = $2) RETURNING 1
            """,
            [Int32(clamping: count), Int32(clamping: target)]
        )
        return marked.firstRow != nil
    }

    /// Takes the mark back, when nothing was changed yet.
    public func abandonResize(to target: Int) async throws(PostgresError) {
        _ = try await run("UPDATE installation SET resizing_to = NULL, updated_at = now() WHERE resizing_to = $1", [Int32(clamping: target)])
    }

    /// Makes the new number the one in use and takes the mark back, in one step.
    public func finishResize(to target: Int) async throws(PostgresError) {
        _ = try await run(
            "UPDATE installation SET queue_shards = $1, resizing_to = NULL, updated_at = now() WHERE resizing_to = $1",
            [Int32(clamping: target)]
        )
    }

    private func run(_ text: String, _ parameters: [(any PostgresEncodable)?] = []) async throws(PostgresError) -> PostgresResult {
        try await pool.query(PostgresQuery(text, parameters, operation: "installation", table: "installation"))
    }
}
