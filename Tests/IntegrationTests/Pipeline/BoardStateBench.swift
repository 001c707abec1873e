import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore

extension BoardStateStage {
    /// The stage on a test's own database and keys.
    init(_ world: StoreWorld, _ state: RedisStateAccess, _ index: RankIndex) {
        let queue = RedisJobQueue(client: state.client, prefix: state.keys.prefix)
        self.init(
            pool: world.pool,
            redis: state.client,
            keys: state.keys,
            index: index,
            relay: APIFixture.relay(world.pool, state, queue),
            logger: state.logger
        )
    }

    /// Does some work, as jobs of one batch.
    func perform(_ work: [BoardStateJob]) async throws -> [JobOutcome] {
        try await handle(work.map { Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: $0.encoded()) })
    }
}
