import Postgres

extension PostgresPool {
    /// Runs a transaction again when it lost against another one, a few times.
    ///
    /// - Throws: What `body` throws; ``PostgresError``.
    func repeatingTransaction<R>(attempts: Int = 3, _ body: (PostgresConnection) async throws -> R) async throws -> R {
        var attempt = 1
        while true {
            do {
                return try await transaction { try await body($0) }
            } catch let error as PostgresError where attempt < attempts && error.isRetryable {
                attempt += 1
            }
        }
    }
}
