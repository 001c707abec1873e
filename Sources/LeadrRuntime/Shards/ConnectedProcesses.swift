import Postgres
import Redis

/// Finds processes of this installation by the names of their connections to both servers.
public struct ConnectedProcesses: Sendable {
    let redis: RedisClient
    let postgres: PostgresPool

    /// The processes at some servers.
    init(redis: RedisClient, postgres: PostgresPool) {
        self.redis = redis
        self.postgres = postgres
    }

    /// The processes that are not commands, with the number of their connections.
    static let names = ProcessRole.allCases.filter { $0 != .command }.map(\.processName)

    /// Asks both servers; a process shows at either. Servers that refuse `CLIENT LIST` are asked in vain.
    func count() async throws -> [String: Int] {
        try await Self.clients(of: redis).merging(try await sessions()) { $0 + $1 }
    }

    /// Asks Redis alone.
    public static func clients(of redis: RedisClient) async throws -> [String: Int] {
        let database = redis.configuration.database
        let list = try await redis.sendToAll(RedisCommand("CLIENT", "LIST")).compactMap(\.string).joined(separator: "\n")
        return clients(list, database: database)
    }

    /// Reads `CLIENT LIST`: one line per connection, fields `name=value` between blanks.
    static func clients(_ list: String, database: Int) -> [String: Int] {
        var counts: [String: Int] = [:]
        for line in list.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.contains("db=\(database)"), let name = names.first(where: { fields.contains("name=\($0)") }) else { continue }
            counts[name, default: 0] += 1
        }
        return counts
    }

    private func sessions() async throws(PostgresError) -> [String: Int] {
        let query = PostgresQuery(
            """
            SELECT application_name, count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = ANY($1) GROUP BY application_name
            """,
            [Self.names],
            operation: "select",
            table: "pg_stat_activity"
        )
        var counts: [String: Int] = [:]
        for row in try await postgres.query(query) { counts[try row.decode(0)] = Int(try row.decode(1, as: Int64.self)) }
        return counts
    }
}
