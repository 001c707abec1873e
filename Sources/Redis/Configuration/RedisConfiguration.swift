/// Where the server is, who the client is, and the limits it keeps.
public struct RedisConfiguration: Sendable {
    /// Where the server listens; with Sentinel or in a cluster the first address of the list, which only names the client in logs.
    public var endpoint: RedisEndpoint
    /// How the servers are organised; default one server.
    public var topology = RedisTopology.single
    /// User of `AUTH`; `nil` means the default user.
    public var username: String?
    /// Password of `AUTH`; `nil` means no authentication.
    public var password: String?
    /// Number of the database; default 0.
    public var database = 0
    /// TLS settings; `nil` means plain text.
    public var tls: RedisTLS?
    /// Name the server shows in `CLIENT LIST`; default `leadr`. Characters the server refuses become `-`.
    public var clientName = "leadr"
    /// Number of shared connections; default 1, which pipelines best. Commands on different connections are not ordered.
    public var connections = 1
    /// Time a command has from the call to its reply, waiting for a connection included; default 2 s.
    public var commandTimeout: Duration = .seconds(2)
    /// Time to connect, secure, authenticate and select; default 2 s.
    public var connectTimeout: Duration = .seconds(2)
    /// Time commands in flight may still take at shutdown; default 1 s.
    public var shutdownDrain: Duration = .seconds(1)
    /// Pauses between attempts to connect.
    public var reconnect = RedisBackoff.Policy()
    /// Most commands that may wait for their replies, per connection; default 100,000.
    public var maximumQueuedCommands = 100_000
    /// Most bytes of commands that may wait to be sent, per connection; default 64 MiB.
    public var maximumQueuedBytes = 64 << 20
    /// Events a subscription holds for a slow reader; beyond, it reconnects, so that the reader knows it missed some. Default 4,096.
    public var subscriptionBuffer = 4096
    /// How often a subscription checks that its server still answers; default 5 s.
    public var subscriptionPing: Duration = .seconds(5)
    /// How often a client looks by itself whether the master changed (Sentinel); default 2 s.
    public var masterCheck: Duration = .seconds(2)
    /// How often a client reads the map of a cluster without a cause; default 10 s.
    public var clusterCheck: Duration = .seconds(10)

    /// Makes the settings for one address with all defaults.
    public init(endpoint: RedisEndpoint) {
        self.endpoint = endpoint
    }

    /// Reads the address, credentials and database from a URL.
    ///
    /// - `redis://[[user]:password@]host[:port][/database]`, and `rediss://` for TLS
    /// - `unix://[[user]:password@]/path[?db=n]`, also spelled `redis+unix://`
    /// - `redis+sentinel://[[user]:password@]host[:26379],…/master[/database][?sentinel_password=…][&sentinel_user=…]`, and `rediss+sentinel://`
    /// - `redis+cluster://[[user]:password@]host[:port],…`, and `rediss+cluster://`
    ///
    /// - Throws: `RedisError.Code.configuration` with a text that does not repeat the password.
    public init(url: String) throws(RedisError) {
        let parsed = try RedisURL(url)
        self.init(endpoint: parsed.endpoint)
        topology = parsed.topology
        username = parsed.username
        password = parsed.password
        database = parsed.database
        tls = parsed.isSecure ? RedisTLS() : nil
    }
}
