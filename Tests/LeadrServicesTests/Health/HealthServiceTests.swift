import Logging
import Postgres
import Redis
import Synchronization
import TestSupport
import Testing

@testable import LeadrServices

@Suite("What the API tells of its health")
struct HealthServiceTests {
    @Test func `a server that never answers and ignores cancellation is left behind`() async {
        let redis = StuckRedis()
        let giveUp = Task {
            // Lets a health check that does wait for the server fail instead of hanging.
            try await Task.sleep(for: .seconds(20))
            redis.release()
        }
        defer { giveUp.cancel() }
        let report = await service(redis).report()
        #expect(await eventually { redis.isAsked })
        #expect(redis.isHanging, "the answer came while the server was still silent")
        #expect(report.redis == "unhealthy: unreachable")
        #expect(!report.isHealthy)
        redis.release()
    }

    /// A service whose database is not there at all.
    private func service(_ redis: StuckRedis) -> HealthService {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let nowhere = PostgresConfiguration(host: "127.0.0.1", port: 1, database: "none", username: "nobody")
        return HealthService(
            name: "LEADR",
            pool: PostgresPool(configuration: nowhere, logger: logger),
            redis: redis,
            patience: .milliseconds(50)
        )
    }
}

/// A server that took a command and stands still, and a client that heeds no cancellation.
private final class StuckRedis: RedisExecutor {
    private enum State {
        case idle
        case hanging([CheckedContinuation<Void, Never>])
        case released
    }

    private let state = Mutex(State.idle)

    var isAsked: Bool {
        state.withLock { if case .idle = $0 { false } else { true } }
    }

    var isHanging: Bool {
        state.withLock { if case .hanging = $0 { true } else { false } }
    }

    func send(_ command: RedisCommand) async throws(RedisError) -> RedisValue {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let mayGo = state.withLock { state in
                switch state {
                case .idle: state = .hanging([continuation])
                case .hanging(let others): state = .hanging(others + [continuation])
                case .released: return true
                }
                return false
            }
            if mayGo { continuation.resume() }
        }
        throw RedisError(.timeout, "stuck")
    }

    func pipeline(_ commands: [RedisCommand]) async throws(RedisError) -> [RedisValue] {
        throw RedisError(.timeout, "stuck")
    }

    func release() {
        let waiting = state.withLock { state in
            defer { state = .released }
            if case .hanging(let waiting) = state { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume() }
    }
}
