/// One connection, lent by a ``PostgresPool`` for the duration of a closure.
public final class PostgresConnection: Sendable {
    init() {}

    /// Runs one statement.
    public func query(_ query: PostgresQuery) async throws(PostgresError) -> PostgresResult {
        throw PostgresError(.usage, "skeleton")
    }

    /// Runs statements with one flush; outside a transaction they form one by themselves.
    public func pipeline(_ queries: [PostgresQuery]) async throws(PostgresError) -> [PostgresResult] {
        throw PostgresError(.usage, "skeleton")
    }

    /// Runs text that may hold several statements and returns no rows, as migrations do.
    public func runScript(_ sql: String) async throws(PostgresError) {
        throw PostgresError(.usage, "skeleton")
    }
}
