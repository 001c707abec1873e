/// How Redis is reached.
public struct RedisSettings: Sendable, Equatable {
    /// `redis://`, `rediss://` or `unix://` address with optional user, password and database; may hold a password.
    public var url: Secret
    /// Longest wait for the answer to one command.
    public var commandTimeout: Duration
    /// Longest time to open a connection.
    public var connectTimeout: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "Redis"
        url = reader.secret("REDIS_URL", default: "redis://localhost:6379/0", "address of Redis: `redis://`, `rediss://` or `unix://`")
        commandTimeout = reader.milliseconds("REDIS_COMMAND_TIMEOUT_MS", default: 2000, in: 10...60_000, "longest wait for an answer")
        connectTimeout = reader.milliseconds("REDIS_CONNECT_TIMEOUT_MS", default: 2000, in: 10...60_000, "longest time to open a connection")
        if !["redis://", "rediss://", "unix://"].contains(where: url.exposed.hasPrefix) {
            reader.report("REDIS_URL", "must start with redis://, rediss:// or unix://")
        }
    }
}
