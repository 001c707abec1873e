import Foundation
import Postgres
import Redis

/// How far the clocks of the servers are from the one of this process.
struct ClockFacts: Sendable, Equatable {
    /// The clock of one server seen from here.
    struct Offset: Sendable, Equatable {
        /// Seconds it is ahead; negative when it is behind.
        var seconds: Double
        /// Half the time the question took: the true offset lies this close.
        var uncertainty: Double

        /// From the times of this process just before and just after the question, and the answer; all in seconds since the epoch.
        init(asked: Double, answered: Double, answer: Double) {
            seconds = answer - (asked + answered) / 2
            uncertainty = max(0, answered - asked) / 2
        }
    }

    /// The clock of Redis; nil when it does not tell.
    var redis: Offset?
    /// The clock of PostgreSQL.
    var postgres: Offset?
}

extension ClockFacts {
    /// Asks both servers.
    ///
    /// - Throws: `RedisError` or `PostgresError` when one cannot be reached.
    init(redis: any RedisExecutor, postgres: PostgresPool) async throws {
        self.redis = try await Self.offset { try await Self.time(of: redis) }
        self.postgres = try await Self.offset { try await Self.time(of: postgres) }
    }

    private static func offset(_ ask: () async throws -> Double?) async throws -> Offset? {
        let asked = Date().timeIntervalSince1970
        guard let answer = try await ask() else { return nil }
        return Offset(asked: asked, answered: Date().timeIntervalSince1970, answer: answer)
    }

    private static func time(of redis: any RedisExecutor) async throws -> Double? {
        let reply = try await redis.pipeline([RedisCommand("TIME")]).first?.array ?? []
        guard reply.count == 2, let seconds = reply[0].double, let microseconds = reply[1].double else { return nil }
        return seconds + microseconds / 1_000_000
    }

    private static func time(of postgres: PostgresPool) async throws -> Double? {
        let query = PostgresQuery("SELECT extract(epoch FROM clock_timestamp())::float8", operation: "select", table: "none")
        return try await postgres.query(query).firstRow?.decode(0, as: Double.self)
    }
}
