import Metrics

/// The client's metrics; made once so that counting costs no look-up.
struct RedisMetrics: Sendable {
    private let succeeded = Self.counter("ok")
    private let refused = Self.counter("server_error")
    private let timedOut = Self.counter("timeout")
    private let lost = Self.counter("connection_lost")
    private let unsent = Self.counter("not_connected")
    private let overloaded = Self.counter("overloaded")
    private let shutDown = Self.counter("shutdown")
    private let failed = Self.counter("other")
    private let duration = Metrics.Timer(label: "redis_command_duration_seconds")
    private let connected = Gauge(label: "redis_connected")
    private let reconnects = Counter(label: "redis_reconnects_total")

    private static func counter(_ outcome: String) -> Counter {
        Counter(label: "redis_commands_total", dimensions: [("outcome", outcome)])
    }

    /// Counts one batch of replies and the time its first command took.
    func replied(_ replies: Int, errors: Int, oldest nanoseconds: Int64) {
        if replies > errors { succeeded.increment(by: replies - errors) }
        if errors > 0 { refused.increment(by: errors) }
        duration.recordNanoseconds(nanoseconds)
    }

    /// Counts a call that got no reply.
    func failed(_ error: RedisError) {
        switch error.code {
        case .timeout: timedOut.increment()
        case .connectionLost: lost.increment()
        case .notConnected: unsent.increment()
        case .overloaded: overloaded.increment()
        case .shutdown: shutDown.increment()
        default: failed.increment()
        }
    }

    /// Publishes the number of open shared connections.
    func connections(_ open: Int) {
        connected.record(open)
    }

    /// Counts a connection that replaces an earlier one.
    func reconnected() {
        reconnects.increment()
    }
}
