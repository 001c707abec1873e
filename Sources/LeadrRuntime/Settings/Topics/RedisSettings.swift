/// How Redis is reached.
public struct RedisSettings: Sendable, Equatable {
    /// Address of one server (`redis://`, `rediss://`, `unix://`), of sentinels (`redis+sentinel://`) or of a cluster (`redis+cluster://`), see
    /// `RedisConfiguration.init(url:)`; may hold passwords.
    public var url: Secret
    /// Longest wait for the answer to one command.
    public var commandTimeout: Duration
    /// Longest time to open a connection.
    public var connectTimeout: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "Redis"
        url = reader.secret("REDIS_URL", default: "redis://localhost:6379/0", Self.meaning)
        commandTimeout = reader.milliseconds("REDIS_COMMAND_TIMEOUT_MS", default: 2000, in: 10...60_000, "longest wait for an answer")
        connectTimeout = reader.milliseconds("REDIS_CONNECT_TIMEOUT_MS", default: 2000, in: 10...60_000, "longest time to open a connection")
        if !Self.schemes.contains(where: url.exposed.hasPrefix) {
            reader.report("REDIS_URL", "must start with redis://, rediss://, unix://, or redis+ or rediss+ with sentinel:// or cluster://")
        }
    }

    private static let meaning =
        "address of Redis: `redis://`, `rediss://` or `unix://`; `redis+sentinel://`; `redis+cluster://`; see [redis.md](redis.md)"
    private static let schemes = [
        "redis://", "rediss://", "unix://", "redis+sentinel://", "rediss+sentinel://", "redis+cluster://", "rediss+cluster://",
    ]
}
