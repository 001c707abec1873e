import Postgres

/// How PostgreSQL is reached and how hard it may be used.
public struct DatabaseSettings: Sendable, Equatable {
    /// Host name, address, or directory of a Unix socket.
    public var host: String
    /// TCP port, or the number in a socket's name.
    public var port: Int
    /// Name of the database.
    public var name: String
    /// Role to log in as.
    public var user: String
    /// Password of the role.
    public var password: Secret
    /// Host for migrations and backups when `host` is a pooler.
    public var directHost: String?
    /// Encryption of connections.
    public var sslMode: PostgresTLSMode
    /// Connections kept open.
    public var poolSize: Int
    /// Connections beyond `poolSize` under load.
    public var poolMaxOverflow: Int
    /// Age at which a connection is replaced.
    public var poolRecycle: Duration
    /// Longest wait for a free connection.
    public var poolTimeout: Duration
    /// Longest time one statement may take.
    public var statementTimeout: Duration
    /// Logs every statement at debug level.
    public var echo: Bool
    /// Most concurrent rankings by SQL while an index is not ready.
    public var sqlRankConcurrency: Int

    /// The host for migrations and backups.
    public var migrationHost: String { directHost ?? host }

    init(_ reader: inout SettingsReader, environment: DeploymentEnvironment) {
        reader.topic = "PostgreSQL"
        host = reader.text("DB_HOST", default: "localhost", "host, or the directory of a Unix socket")
        port = reader.integer("DB_PORT", default: 5432, in: 1...65_535, "port")
        name = reader.text("DB_NAME", default: "leadr", "database")
        user = reader.text("DB_USER", default: "leadr", "role")
        password = reader.secret("DB_PASSWORD", default: "leadr", "password of the role")
        directHost = reader.optionalText("DB_HOST_DIRECT", shownDefault: "`DB_HOST`", "host for migrations and backups when `DB_HOST` is a pooler")
        sslMode = reader.choice(
            "DB_SSLMODE",
            default: environment.isProduction ? PostgresTLSMode.verifyFull : .prefer,
            shownDefault: "`prefer` when `ENV` is DEV or TEST, else `verify-full`",
            "encryption of connections, libpq's modes; a Unix socket is never encrypted"
        )
        poolSize = reader.integer("DB_POOL_SIZE", default: 20, in: 1...1000, unit: "connections", "connections kept per process")
        poolMaxOverflow = reader.integer("DB_POOL_MAX_OVERFLOW", default: 10, in: 0...1000, unit: "connections", "extra connections under load")
        poolRecycle = reader.seconds("DB_POOL_RECYCLE", default: 3600, in: 1...604_800, "age at which a connection is replaced")
        poolTimeout = reader.seconds("DB_POOL_TIMEOUT_SECONDS", default: 30, in: 1...600, "longest wait for a free connection")
        statementTimeout = reader.milliseconds(
            "DB_STATEMENT_TIMEOUT_MS",
            default: 10_000,
            "longest time of one statement, and of a pause inside a transaction"
        )
        echo = reader.boolean("DB_ECHO", default: false, "log every statement, without its parameters")
        sqlRankConcurrency = reader.integer(
            "SQL_RANK_CONCURRENCY",
            default: 4,
            in: 1...64,
            "concurrent rankings by SQL while a rank index is not ready; beyond it 503"
        )
    }
}
