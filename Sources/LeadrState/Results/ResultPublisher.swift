import LeadrDomain
import Redis

/// Tells waiting API processes what became of submissions (`design.md §2`, "Waiting"). A lost message costs latency, never the answer.
public struct ResultPublisher: Sendable {
    private let redis: any RedisExecutor

    /// A publisher on the given Redis.
    public init(redis: any RedisExecutor) {
        self.redis = redis
    }

    /// Publishes results, one message per channel, in one round trip.
    ///
    /// - Parameter results: Each with the channel its job carries (`StateKeys.resultChannel(process:)` of the accepting process).
    public func publish(_ results: [(channel: String, message: ResultMessage)]) async throws(RedisError) {
        guard !results.isEmpty else { return }
        let channels = Dictionary(grouping: results, by: \.channel)
        let commands = channels.map { channel, results in
            RedisCommand("PUBLISH", .string(channel), .bytes(ResultFrame.encode(results.map(\.message))))
        }
        try Reply.failOnError(await redis.pipeline(commands))
    }
}
