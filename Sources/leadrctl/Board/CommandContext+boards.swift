import LeadrDomain
import LeadrRuntime
import LeadrServices
import LeadrState
import LeadrStore

extension CommandContext {
    /// Runs `body` with everything operators do with boards and scores.
    func withBoardCare<R: Sendable>(_ body: (BoardCare) async throws -> R) async throws -> R {
        try await withServers { redis, pool in
            let directory = queues(redis)
            let keys = StateKeys(shards: directory.shards)
            let relay = OutboxRelay(pool: pool, redis: redis, keys: keys, queue: directory.engine, logger: logger)
            let index = RankIndex(client: redis, keys: keys, memory: settings.queue.lease * 2)
            return try await body(BoardCare(pool: pool, index: index, directory: directory, relay: relay, logger: logger))
        }
    }
}
