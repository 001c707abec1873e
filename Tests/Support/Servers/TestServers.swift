import Foundation

/// Addresses of the real servers that `scripts/test` starts for the integration tests.
public enum TestServers {
    /// URL of the shared Redis; tests keep apart by ``uniquePrefix(_:)``.
    public static var redisURL: String { value("LEADR_TEST_REDIS_URL", "redis://127.0.0.1:6379") }
    /// Path of the `redis-server` binary, for tests that start, kill and restart one of their own.
    public static var redisBinary: String { value("LEADR_TEST_REDIS_BIN", "redis-server") }
    /// Host of the shared PostgreSQL.
    public static var postgresHost: String { value("LEADR_TEST_PG_HOST", "127.0.0.1") }
    /// Port of the shared PostgreSQL.
    public static var postgresPort: Int { Int(value("LEADR_TEST_PG_PORT", "5432")) ?? 5432 }
    /// Folder of `initdb` and `pg_ctl`, for tests that stop and restart a cluster of their own.
    public static var postgresBinaries: String { value("LEADR_TEST_PG_BIN", "/usr/lib/postgresql/15/bin") }
    /// A user that may create databases.
    public static var postgresUser: String { value("LEADR_TEST_PG_USER", "leadr") }
    /// Password of ``postgresUser``.
    public static var postgresPassword: String { value("LEADR_TEST_PG_PASSWORD", "leadr") }
    /// Database to connect to first, for example to create one's own.
    public static var postgresDatabase: String { value("LEADR_TEST_PG_DB", "leadr") }

    /// A key prefix, queue prefix or database name that no other test uses: lower-case letters, digits and underscores.
    public static func uniquePrefix(_ topic: String) -> String {
        let random = UInt64.random(in: .min ... .max)
        return "t_\(topic)_\(String(random, radix: 36))"
    }

    private static func value(_ name: String, _ fallback: String) -> String {
        ProcessInfo.processInfo.environment[name] ?? fallback
    }
}
