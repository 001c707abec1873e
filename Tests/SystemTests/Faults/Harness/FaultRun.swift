import Foundation
import Synchronization
import TestSupport
import Testing

/// One fault test: an installation with a game, its ledger, and what is measured.
final class FaultRun: Sendable {
    let installation: Installation
    let world: TestWorld
    let ledger = Ledger()
    let watch: RedeliveryWatch
    private let measured: Mutex<FaultRecord>
    private let random: Mutex<SeededRandom>

    private init(_ installation: Installation, _ world: TestWorld, _ record: FaultRecord) {
        self.installation = installation
        self.world = world
        watch = RedeliveryWatch(installation)
        measured = Mutex(record)
        random = Mutex(SeededRandom(seed: record.seed))
    }

    /// Starts an installation, lets `body` disturb it, and judges what is left: nothing lost, nothing doubled, queues sound, ranks right.
    ///
    /// - Parameters:
    ///   - start: Starts the processes; the API must be ready afterwards.
    ///   - mayLose: For faults that the configuration under test is known not to survive unharmed; the loss is reported and not judged.
    static func perform(
        _ fault: String,
        on installation: Installation,
        mayLose: Bool = false,
        start: @Sendable (Installation) async throws -> Void = { try await $0.startAll() },
        _ body: @Sendable (FaultRun) async throws -> Void
    ) async throws {
        let record = FaultRecord(fault: fault, seed: FaultSettings.seed)
        print("\(fault): seed \(record.seed), files in \(installation.folder.path)")
        try await installation.run {
            try await start(installation)
            let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
            let run = FaultRun(installation, world, record)
            try await run.watching {
                do {
                    try await body(run)
                    try await run.conclude(mayLose: mayLose)
                } catch {
                    run.note("ended early: \(error)")
                    try run.measured.withLock { $0 }.append()
                    throw error
                }
            }
        }
    }

    // MARK: - What tests use

    /// Plays while `body` runs; returns once both are over.
    ///
    /// - Parameters:
    ///   - boards: boards to play on; nil for all.
    ///   - tolerated: statuses that this fault may cause besides 503.
    func underLoad(
        pace: Duration = .milliseconds(200),
        boards: [TestWorld.Board]? = nil,
        tolerated: Set<Int> = [],
        _ body: @Sendable () async throws -> Void
    ) async throws {
        let isOver = Flag()
        let played = TestWorld(api: world.api, account: world.account, game: world.game, boards: boards ?? world.boards)
        let load = Load(world: played, ledger: ledger, pace: pace, tolerated: tolerated)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await load.play(until: { isOver.isSet }) }
            let seen = ledger.entries.count
            try #require(await eventually { ledger.entries.count >= seen + 40 }, "the load flows")
            try await body()
            isOver.set()
            try await group.waitForAll()
        }
    }

    /// One of some values, by the seed.
    func choose<Value: Sendable>(_ values: [Value]) throws -> Value {
        try #require(random.withLock { values.randomElement(using: &$0) })
    }

    /// Adds to the remarks of the table.
    func note(_ text: String) {
        measured.withLock { $0.notes.append(text) }
    }

    /// Notes submissions that the ledger does not know, because they were answered with their rank and not with a receipt.
    func counted(_ jobs: Int) {
        measured.withLock { $0.jobs += jobs }
    }

    /// Notes how long it took to recover; of several, the longest counts.
    func recovered(after time: Duration) {
        measured.withLock { $0.recovery = max($0.recovery ?? 0, time.inSeconds) }
    }

    /// Waits until a submission is ranked again and notes how long that took.
    @discardableResult
    func untilRanked(by player: PlayerSession, within limit: Duration = .seconds(60)) async throws -> Duration {
        let started = ContinuousClock.now
        let works = await eventually(within: limit) {
            let answer = try? await player.submit(1, to: world.boards[4].id, name: "Prober", prefer: "wait=5")
            // Waited in vain: accepted all the same.
            if let answer, answer.status == 202, let id = try? answer.text("submission_id") {
                ledger.add(Ledger.Entry(eventID: id, boardID: world.boards[4].id, value: 1))
            }
            return answer?.status == 201
        }
        let time = ContinuousClock.now - started
        #expect(works, "a submission is ranked again")
        recovered(after: time)
        return time
    }

    // MARK: - The end

    private func watching(_ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.watch.run() }
            try await body()
            group.cancelAll()
        }
    }

    private func conclude(mayLose: Bool) async throws {
        let verdict = Verdict(installation: installation, world: world)
        try await verdict.drained(within: .seconds(FaultSettings.pick(full: 300, short: 90)))
        let tally = try await verdict.tally(ledger)
        let problems = try await installation.fsck()
        measured.withLock { record in
            record.jobs += ledger.entries.count
            record.lost = mayLose ? 0 : tally.lost.count
            record.doubled = tally.doubled
            record.redeliveryP50 = watch.samples.percentile(0.5)
            record.redeliveryP99 = watch.samples.percentile(0.99)
            record.fsck = problems.isEmpty ? "clean" : problems.joined(separator: "; ")
        }
        if mayLose { note("lost of the window: \(tally.lost.count)") }
        if tally.parked > 0 { note("parked: \(tally.parked)") }
        try measured.withLock { $0 }.append()
        #expect(tally.lost.isEmpty || mayLose, "lost: \(tally.lost.count)")
        #expect(tally.doubled == 0, "doubled: \(tally.doubts)")
        #expect(problems == [], "the queues are sound")
        try await verdict.ranksEqualSQL(world.api.startSession(game: world.game))
    }
}
