import Metrics
import Synchronization

/// The client's metrics; made once so that counting costs no look-up, and shared by its connections to all servers.
final class RedisMetrics: Sendable {
    private let open = Atomic<Int>(0)
    private let succeeded = RedisMetrics.counter("ok")
    private let refused = RedisMetrics.counter("server_error")
    private let timedOut = RedisMetrics.counter("timeout")
    private let lost = RedisMetrics.counter("connection_lost")
    private let unsent = RedisMetrics.counter("not_connected")
    private let overloaded = RedisMetrics.counter("overloaded")
    private let shutDown = RedisMetrics.counter("shutdown")
    private let failed = RedisMetrics.counter("other")
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

    /// Counts a shared connection that was opened.
    func opened() {
        connected.record(open.add(1, ordering: .relaxed).newValue)
    }

    /// Counts a shared connection that was closed.
    func closed() {
        connected.record(open.subtract(1, ordering: .relaxed).newValue)
    }

    /// Counts a connection that replaces an earlier one.
    func reconnected() {
        reconnects.increment()
    }
}
