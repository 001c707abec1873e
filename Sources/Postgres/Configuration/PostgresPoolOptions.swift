/// Size and times of a ``PostgresPool``.
public struct PostgresPoolOptions: Sendable {
    /// Connections that stay open between uses. `0` keeps none, which suits an external pooler. Default `20`.
    public var size: Int = 20
    /// Connections opened beyond ``size`` under load and closed as soon as nobody waits for them. Default `10`.
    public var maxOverflow: Int = 10
    /// How long a caller waits for a connection before `poolTimeout`. Default 30 s.
    public var acquireTimeout: Duration = .seconds(30)
    /// Age at which a connection is closed and replaced, so that a moved or re-balanced server is noticed. Default 1 h.
    public var recycleAfter: Duration = .seconds(3600)
    /// Idle time after which a connection proves with a round trip that it is alive before it is handed out. Default 30 s.
    ///
    /// A connection that the server closed is noticed without a round trip at any time.
    public var healthCheckAfterIdle: Duration = .seconds(30)

    /// The defaults named above.
    public init() {}

    /// Upper bound of open connections.
    var limit: Int { max(1, size + maxOverflow) }
}
