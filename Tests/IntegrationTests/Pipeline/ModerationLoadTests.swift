import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Testing

@Suite struct ModerationLoadTests {
    @Test(arguments: [BoardType.runIdentity, .counter, .runRuns])
    func `moderation of a player with a thousand events is one job`(type: BoardType) async throws {
        try await StoreWorld.run("moderation_load") { world in
            try await withRedisState(shards: 1) { state in
                let board = try await world.board(type)
                let index = try await state.readyIndex(board)
                let player = try await world.identity()
                let jobs = (0..<1000).map { world.job(board, player, Double($0), at: Int64($0), type: type, name: "Cheat") }
                try await index.apply(try await world.ranking.apply(jobs).changes)
                let queue = RedisJobQueue(client: state.client, prefix: state.keys.prefix)
                let events = ScoreEventRepository(pool: world.pool)
                let flags = FlagStore(pool: world.pool)
                for job in jobs {
                    let event = try #require(try await events.find(job.eventID))
                    let flag = ScoreFlag(
                        id: ScoreFlagID(UUID()),
                        scoreEventID: event.id,
                        flagType: .manual,
                        confidence: .high,
                        status: .confirmedCheat,
                        createdAt: SystemClock().now()
                    )
                    #expect(try await flags.insert(flag, on: event).contains { $0.name == OutboxEvent.scoresModeratedName })
                }
                try await APIFixture.relay(world.pool, state, queue).drain(batch: 100)
                let address = QueueAddress(Queues.boardState, shard: 0)
                let claim = try #require(
                    try await queue.claim(1000, from: address, token: ClaimToken(), owner: .current(), lease: .seconds(30))
                )
                #expect(claim.jobs.count == 1)
                let started = ContinuousClock.now
                #expect(try await BoardStateStage(world, state, index).handle(claim.jobs) == [.complete])
                print("moderation of 1,000 events on a \(type.rawValue) board: \((ContinuousClock.now - started) / .milliseconds(1)) ms")
                let left = try await index.page(board: board, pool: .production, layout: .initial, from: 0, limit: 10).value
                #expect(left?.head.total == 0)
            }
        }
    }
}
