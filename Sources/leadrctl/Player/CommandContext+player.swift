import LeadrRuntime
import LeadrServices
import LeadrState
import LeadrStore

extension CommandContext {
    /// Runs `body` with what removes players.
    func withErasure<R: Sendable>(_ body: (PlayerErasure) async throws -> R) async throws -> R {
        try await withServers { redis, pool in
            let directory = queues(redis)
            let keys = StateKeys(shards: directory.shards)
            return try await body(
                PlayerErasure(
                    store: PlayerErasureStore(pool: pool),
                    index: RankIndex(client: redis, keys: keys, memory: settings.queue.lease * 2),
                    traces: PlayerTraces(redis: redis, keys: keys),
                    operations: Operations(
                        directory: directory,
                        pending: PendingSubmissions(redis: redis, keys: keys),
                        pool: pool,
                        logger: logger
                    ),
                    announcer: CacheInvalidator(redis: redis, keys: keys, logger: logger)
                )
            )
        }
    }
}
