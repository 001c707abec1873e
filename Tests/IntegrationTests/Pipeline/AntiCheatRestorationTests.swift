import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrState
import LeadrStore
import Redis
import Testing

/// Two workers with windows of their own see the same submissions. The windows of one are lost and restored from the events in PostgreSQL.
@Suite struct AntiCheatRestorationTests {
    private struct Twins {
        let lucky: AntiCheatStage
        let struck: AntiCheatStage
        let struckStore: AntiCheatStore
        let struckKeys: StateKeys

        init(_ state: RedisStateAccess, _ policy: AntiCheatPolicy) {
            struckKeys = StateKeys(prefix: state.keys.prefix + "struck:", shards: state.keys.shards)
            let evaluator = AntiCheatEvaluator(policy: policy)
            let luckyStore = AntiCheatStore(redis: state.client, keys: state.keys, evaluator: evaluator)
            struckStore = AntiCheatStore(redis: state.client, keys: struckKeys, evaluator: evaluator)
            lucky = AntiCheatStage(store: luckyStore, logger: state.logger)
            struck = AntiCheatStage(store: struckStore, logger: state.logger)
        }

        /// Lets both judge; what they say must be the same.
        func judge(_ jobs: [SubmissionJob]) async throws -> [SubmissionJob] {
            let judged = try await struck.handled(jobs)
            #expect(try await lucky.handled(jobs) == judged)
            return judged
        }
    }

    /// A player on a board.
    private struct Seat {
        let world: StoreWorld
        let board: BoardID
        let player: IdentityID
        let type: BoardType

        init(_ world: StoreWorld, _ type: BoardType) async throws {
            self.world = world
            self.type = type
            board = try await world.board(type)
            player = try await world.identity()
        }

        func job(_ seconds: Double, _ value: Double, isTest: Bool = false) -> SubmissionJob {
            var job = world.job(board, player, value, at: Int64(seconds * 1_000_000), type: type, isTest: isTest)
            job.runsAntiCheat = true
            return job
        }
    }

    /// End of what is submitted before the loss, in seconds of the test's time.
    private static let end = 3500.0

    private func restore(_ world: StoreWorld, _ state: RedisStateAccess, _ twins: Twins) async throws -> RestorationReport {
        let restoration = RedisRestoration(
            windows: AntiCheatWindowScan(pool: world.pool, chunk: 2),
            antiCheat: twins.struckStore,
            dead: DeadOwnerScan(pool: world.pool),
            pending: PendingSubmissions(redis: state.client, keys: twins.struckKeys),
            boards: RankedBoardScan(pool: world.pool),
            index: RankIndex(client: state.client, keys: twins.struckKeys),
            outbox: OutboxReplay(pool: world.pool),
            queue: RedisJobQueue(client: state.client, prefix: twins.struckKeys.prefix),
            shards: twins.struckKeys.shards,
            clock: ShiftableClock(at: world.time(Self.end))
        )
        return try await restoration.restore(.missing)
    }

    private func loseWindows(_ state: RedisStateAccess, _ twins: Twins) async throws -> Int {
        let keys = try await state.client.send(RedisCommand("KEYS", .string(twins.struckKeys.prefix + "*"))).array?.compactMap(\.string) ?? []
        for key in keys { _ = try await state.client.send(RedisCommand("DEL", .string(key))) }
        return keys.count
    }

    /// Judges by both twins and ranks, in batches.
    private func play(_ jobs: [SubmissionJob], _ world: StoreWorld, _ twins: Twins) async throws {
        for start in stride(from: 0, to: jobs.count, by: 40) {
            _ = try await world.ranking.apply(twins.judge(Array(jobs[start..<min(start + 40, jobs.count)])))
        }
    }

    @Test func `after the loss of Redis every check goes on where it was`() async throws {
        try await StoreWorld.run("windows_lost") { world in
            try await withRedisState { state in
                let twins = Twins(state, AntiCheatPolicy())
                let (busy, repeating, hasty) = (try await Seat(world, .runRuns), try await Seat(world, .runIdentity), try await Seat(world, .counter))
                var jobs = (0..<50).map { busy.job(Double($0) * 60 + 5, Double($0), isTest: $0.isMultiple(of: 7)) }
                // Over the limit: rejected, and still the latest that is known of the player.
                jobs += [busy.job(3100, 777), busy.job(3400, 778)]
                jobs += [repeating.job(3000, 41), repeating.job(3300, 42), hasty.job(100, 1), hasty.job(Self.end, 1)]
                try await play(jobs, world, twins)
                #expect(try await world.count("score_events WHERE rejected_reason IS NOT NULL") == 2)

                #expect(try await loseWindows(state, twins) == 3)
                #expect(try await restore(world, state, twins).windows == 3)
                let verdicts = try await twins.judge([
                    busy.job(3510, 779), repeating.job(3599, 42), hasty.job(Self.end + 1, 1),
                    // The oldest is out of the hour, then one more is free.
                    busy.job(3605.000_001, 780), busy.job(3607, 781),
                ])
                .map(\.verdict)
                #expect(verdicts.map { $0?.explanation?.rule } == ["rate_limit", "duplicate", "velocity", nil, "rate_limit"])
                #expect(verdicts[4]?.submissionCount == 55)
            }
        }
    }

    @Test(arguments: [false, true])
    func `restored windows judge any sequence as those that were never lost`(isLoggingOnly: Bool) async throws {
        try await StoreWorld.run("windows_lost") { world in
            try await withRedisState { state in
                var policy = AntiCheatPolicy()
                policy.rateLimitTierB = 6
                policy.isLoggingOnly = isLoggingOnly
                let twins = Twins(state, policy)
                var seats: [Seat] = []
                for type in [BoardType.runIdentity, .runRuns, .counter, .runIdentity, .runRuns] { seats.append(try await Seat(world, type)) }
                func random(_ count: Int, from start: Double, to end: Double) -> [SubmissionJob] {
                    (0..<count).map { index in
                        // No two at once: which of them is the latest is decided by id in PostgreSQL, by arrival in a window.
                        let seconds = (Double.random(in: start...end) * 2).rounded() / 2 + Double(index) / 1000
                        return seats[Int.random(in: 0..<seats.count)].job(seconds, Double(Int.random(in: 0..<3)), isTest: Bool.random())
                    }
                }
                // Each has submitted within the hour, so each window is restored.
                let jobs = random(150, from: 0, to: Self.end) + seats.map { $0.job(Self.end, -1) }
                try await play(jobs, world, twins)
                #expect(try await loseWindows(state, twins) == seats.count)
                #expect(try await restore(world, state, twins).windows == seats.count)
                for _ in 0..<5 { _ = try await twins.judge(random(30, from: Self.end - 600, to: Self.end + 7200)) }
            }
        }
    }
}

extension StoreWorld {
    /// A time of the test's, in seconds.
    func time(_ seconds: Double) -> Timestamp {
        Timestamp(microseconds: 1_700_000_000_000_000 + Int64(seconds * 1_000_000))
    }
}
