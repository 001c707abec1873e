/// Where the server is, who connects, and how long anything may take.
public struct PostgresConfiguration: Sendable {
    /// Host name or address; a path is the directory of a Unix socket.
    public var host: String
    /// TCP port, or the number in the name of the Unix socket. Default `5432`.
    public var port: Int
    /// Name of the database.
    public var database: String
    /// Role that connects.
    public var username: String
    /// Password of the role; `nil` sends none.
    public var password: String?
    /// Encryption of the connection. Default ``PostgresTLSMode/prefer``.
    public var tls: PostgresTLSMode = .prefer
    /// File of root certificates for the verifying modes; `nil` takes libpq's default, `~/.postgresql/root.crt`.
    public var tlsRootCertificate: String?
    /// Shown in `pg_stat_activity`. Default `leadr`.
    public var applicationName: String = "leadr"
    /// Limit of one attempt to connect, in whole seconds, at least 2. Default 5 s.
    public var connectTimeout: Duration = .seconds(5)
    /// Limit of one statement, and of a pause inside a transaction, kept by the server; zero switches it off. Default 10 s.
    ///
    /// After such a pause the server ends the session: whoever stands still there holds up everybody who needs the same rows.
    /// Sent as a connection option for single queries and as `SET LOCAL` in each transaction.
    public var statementTimeout: Duration = .seconds(10)
    /// How long past ``statementTimeout`` a silent server is waited for before the connection is given up. Default 5 s.
    ///
    /// The server keeps its own time limit; this one is for a server or network that stopped answering at all.
    public var stallGrace: Duration = .seconds(5)
    /// Whether statements are prepared once per connection and reused. Default `true`; switch off behind a pooler that shares sessions.
    public var preparedStatements: Bool = true
    /// Prepared statements kept per connection; the least recently used goes first. Default `256`.
    public var preparedStatementLimit: Int = 256
    /// Logs each statement's text, never its parameters, at debug level (`DB_ECHO`). Default `false`.
    public var logsStatements: Bool = false
    /// Size and times of the pool.
    public var pool = PostgresPoolOptions()

    /// A configuration with the defaults named at each property.
    public init(host: String, port: Int = 5432, database: String, username: String, password: String? = nil) {
        self.host = host
        self.port = port
        self.database = database
        self.username = username
        self.password = password
    }

    /// The longest silence tolerated while a statement with the limit `timeout` runs; `nil` waits forever.
    func stallLimit(timeout: Duration) -> Duration? {
        timeout > .zero ? timeout + stallGrace : nil
    }
}
