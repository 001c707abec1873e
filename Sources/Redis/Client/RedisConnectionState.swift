/// What the client knows about its server at one moment.
public struct RedisConnectionState: Sendable, Equatable {
    /// Whether at least one shared connection is open.
    public var isConnected: Bool { openConnections > 0 }
    /// Number of shared connections that are open.
    public internal(set) var openConnections = 0
    /// Since when the present connection is open; `nil` while there is none. With several, the newest counts.
    public internal(set) var connectedSince: ContinuousClock.Instant?
    /// `run_id` of the server of the newest connection; a new one means the server was restarted. Kept while disconnected.
    public internal(set) var runID: String?
    /// `master_replid` of that server; a new one means the data may be another server's. Kept while disconnected.
    public internal(set) var replicationID: String?
    /// Version of that server, for example `7.0.15`.
    public internal(set) var serverVersion: String?
    /// When the last reply came; `nil` before the first.
    public internal(set) var lastReply: ContinuousClock.Instant?
    /// How often a connection was opened, the first time included.
    public internal(set) var connects = 0
    /// Why the last connection or attempt ended, in words for an operator; `nil` before the first failure.
    public internal(set) var lastFailure: String?
}
