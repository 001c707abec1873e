import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Logging
import Testing

@Suite struct DeadLetterKeeperTests {
    private let queue = QueueAddress(Queues.ranking)
    private let owner = WorkerIdentity(host: "h", processID: 1, instance: "i")

    @Test func `a dead submission is in PostgreSQL before it may leave Redis, without its address`() async throws {
        try await StoreWorld.run("keeper") { world in
            try await withRedisQueue { driver, access in
                let board = try await world.board()
                var submission = world.job(board, IdentityID(UUID()), 1)
                submission.clientIP = "203.0.113.7"
                let store = DeadSubmissionStore(pool: world.pool)
                try await bury(driver, job(submission), reason: "bad\0luck")
                // Away: nothing can be copied, so nothing may go, however tight the bounds.
                #expect(try await driver.trimDead(on: queue, to: DeadLetterBounds(letters: 0)).isEmpty)
                try await keeper(driver, store, DeadLetterBounds(letters: 0)).keep()
                let open = try await store.open(limit: 5)
                #expect(open.map(\.job) == [submission.withoutClientIP()] && open.map(\.error) == ["badluck"])
                #expect(try await driver.statistics(of: queue).dead == 0)
            }
        }
    }

    @Test func `letters within the bounds stay in Redis and are copied once`() async throws {
        try await StoreWorld.run("keeper_bounds") { world in
            try await withRedisQueue { driver, _ in
                let board = try await world.board()
                let submissions = (0..<4).map { world.job(board, IdentityID(UUID()), Double($0)) }
                for submission in submissions { try await bury(driver, job(submission), reason: "no") }
                let store = DeadSubmissionStore(pool: world.pool)
                let keeper = keeper(driver, store, DeadLetterBounds(letters: 3))
                try await keeper.keep()
                #expect(try await driver.deadLetters(on: queue, limit: 10).count == 3)
                #expect(try await store.open(limit: 10).count == 4)
                // An operator drops one of them; the letter that is still in Redis does not open it again.
                try await store.resolve([submissions[3].eventID], as: "dropped")
                try await keeper.keep()
                #expect(try await store.open(limit: 10).count == 3)
            }
        }
    }

    @Test func `work that is no submission is bounded too, and copied nowhere`() async throws {
        try await StoreWorld.run("keeper_other") { world in
            try await withRedisQueue { driver, _ in
                let job = Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: [1, 2, 3])
                try await bury(driver, job, reason: "no")
                let store = DeadSubmissionStore(pool: world.pool)
                try await keeper(driver, store, DeadLetterBounds(letters: 0)).keep()
                #expect(try await driver.statistics(of: queue).dead == 0)
                #expect(try await store.open(limit: 5).isEmpty)
            }
        }
    }

    @Test func `submissions stay pending while they are dead or have been queued for days`() async throws {
        try await StoreWorld.run("keeper_pending") { world in
            try await withRedisState { state in
                try await withRedisQueue { driver, _ in
                    let board = try await world.board()
                    let submissions = (0..<3).map { world.job(board, IdentityID(UUID()), Double($0)) }
                    let (dead, queued, young) = (submissions[0], submissions[1], submissions[2])
                    let store = DeadSubmissionStore(pool: world.pool)
                    try await store.insert([DeadSubmission(job: dead, queue: "ranking", error: "no", deliveries: 1)])
                    let now = SystemClock().now().microseconds / 1000
                    try await driver.enqueue([job(queued, at: now - 3 * 86_400_000), job(young, at: now)], on: queue, limits: nil)
                    let pending = PendingSubmissions(redis: state.client, keys: state.keys)
                    let renewal = PendingRenewal(
                        pending: pending,
                        store: store,
                        dead: DeadOwnerScan(pool: world.pool),
                        queue: driver,
                        addresses: [queue]
                    )
                    #expect(try await renewal.renew() == 2)
                    for submission in [dead, queued] {
                        let owner = PendingSubmission(gameID: submission.gameID, identityID: submission.identityID)
                        #expect(try await pending.get(submission.eventID) == owner)
                    }
                    #expect(try await pending.get(young.eventID) == nil)
                }
            }
        }
    }

    @Test func `a dead submission that was decided all the same is closed`() async throws {
        try await StoreWorld.run("keeper_closed") { world in
            let board = try await world.board()
            let (counted, waiting) = (world.job(board, try await world.identity(), 1), world.job(board, try await world.identity(), 2))
            let store = DeadSubmissionStore(pool: world.pool)
            try await store.insert([counted, waiting].map { DeadSubmission(job: $0, queue: "ranking", error: "no", deliveries: 1) })
            _ = try await world.ranking.apply([counted])
            #expect(try await store.closeDecided() == 1)
            var open: [ScoreEventID] = []
            // One at a time, so that the scan has to go on after the one it found.
            try await DeadOwnerScan(pool: world.pool, chunk: 1).forEachChunk { open += $0.map(\.eventID) }
            #expect(open == [waiting.eventID])
        }
    }

    private func job(_ submission: SubmissionJob, at milliseconds: Int64 = 0) -> Job {
        Job(id: submission.eventID.uuid, tenant: .system, enqueuedAt: milliseconds, payload: submission.encoded())
    }

    private func keeper(_ driver: RedisJobQueue, _ store: DeadSubmissionStore, _ bounds: DeadLetterBounds) -> DeadLetterKeeper {
        DeadLetterKeeper(
            queue: driver,
            addresses: [queue],
            store: store,
            bounds: bounds,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private func bury(_ driver: RedisJobQueue, _ job: Job, reason: String) async throws {
        try await driver.enqueue([job], on: queue, limits: nil)
        let token = ClaimToken()
        _ = try await driver.claim(1, from: queue, token: token, owner: owner, lease: .seconds(60))
        _ = try await driver.settle(token, on: queue, [.bury(DeadJob(id: job.hexadecimalID, reason: reason, envelope: JobEnvelope.encode(job)))])
    }
}
