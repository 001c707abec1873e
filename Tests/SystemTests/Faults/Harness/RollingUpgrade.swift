import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import TestSupport
import Testing

/// The steps of `docs/upgrade.md` on real processes of two versions, with load on them all the time.
struct RollingUpgrade: Sendable {
    /// Folder of the executables of the previous version, which `scripts/faults upgrade` builds.
    static let previousExecutables = ProcessInfo.processInfo.environment["LEADR_PREVIOUS_BIN"].map { URL(fileURLWithPath: $0) }

    /// Who reads jobs is replaced before who writes them.
    private static let order: [ProcessKind] = [.boardState, .ranking, .geoIP, .antiCheat, .scheduler]

    private let installation: Installation
    private let previous: URL
    /// Ports of the API: the first one is the installation's.
    private let ports: [Int]

    init(of installation: Installation, from previous: URL) throws {
        self.installation = installation
        self.previous = previous
        ports = [installation.port, try FreePort.find(), try FreePort.find()]
    }

    /// Starts one process of each kind of the previous version.
    func startPrevious() async throws {
        for kind in ProcessKind.allCases where isThere(kind) { try await start(kind, from: previous) }
    }

    /// Whether the previous version had such processes.
    private func isThere(_ kind: ProcessKind) -> Bool {
        FileManager.default.isExecutableFile(atPath: previous.appendingPathComponent(kind.rawValue).path)
    }

    /// A new process refuses the schema of the previous version and says what to do.
    func refusesOldSchema() async throws {
        let early = try installation.start(.ranking)
        #expect(await early.waitForEnd() == ManagedProcess.End(status: 1, wasSignalled: false), "a new process does not start on the old schema")
        #expect(installation.loggedLines(of: .ranking, containing: "leadrctl migrate up") > 0, "it names the command")
    }

    /// Upgrades, with one of each kind of the previous version coming back in between.
    func perform(_ run: FaultRun) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var load = try await play(run, on: ports[0], in: &group)
            try await installation.migrate()
            for kind in Self.order { try await replace(kind, run) }
            load = try await replaceAPI(run, load, in: &group)
            try await takeBack(run, in: &group)
            load.set()
            try await group.waitForAll()
        }
    }

    /// What must be true afterwards, besides what is judged after every fault.
    func judge(_ run: FaultRun) async throws {
        #expect(run.ledger.refused == 0, "no submission was refused")
        #expect(run.ledger.unanswered == 0, "every request was answered")
        for kind in ProcessKind.workers {
            let picture = try await installation.statistics(kind)
            #expect(picture.retriedTotal == 0 && picture.buriedTotal == 0, "\(kind) failed nowhere")
            // Two workers of this kind were killed.
            #expect((picture.redeliveredTotal > 0) == (kind == .ranking), "\(kind): \(picture.redeliveredTotal) were delivered twice")
        }
        try await Election(installation).judge(run)
        try await queuesAreSound()
    }

    // MARK: - Steps

    /// Starts a new process beside the one of the previous version, lets both work, and ends the latter.
    private func replace(_ kind: ProcessKind, _ run: FaultRun) async throws {
        let former = try installation.process(kind)
        let fresh = try await start(kind)
        try await bothWork([former, fresh], run)
        try await stop(former)
        if kind == .scheduler { try await leads(fresh) }
    }

    /// Replaces the API: new beside old, load on both, then new in its place. Returns the load on the new one.
    private func replaceAPI(_ run: FaultRun, _ load: Flag, in group: inout ThrowingTaskGroup<Void, any Error>) async throws -> Flag {
        let former = try installation.process(.api)
        let fresh = try await start(.api, port: ports[1])
        let next = try await play(run, on: ports[1], in: &group)
        try await bothServe(ports[0], ports[1], run)
        try await stop(former, after: load, in: &group)
        try await start(.api, port: ports[0])
        let last = try await play(run, on: ports[0], in: &group)
        try await stop(fresh, after: next, in: &group)
        return last
    }

    /// One process of each kind of the previous version works beside the new ones again, on the new schema.
    private func takeBack(_ run: FaultRun, in group: inout ThrowingTaskGroup<Void, any Error>) async throws {
        let api = try await start(.api, from: previous, port: ports[2])
        let load = try await play(run, on: ports[2], in: &group)
        var returned: [ManagedProcess] = []
        for kind in Self.order.reversed() {
            let fresh = try installation.process(kind)
            let old = try await start(kind, from: previous)
            if kind == .scheduler {
                // The lease goes to the old one, and back.
                try await stop(fresh)
                try await leads(old)
                try await start(kind)
            } else {
                try await bothWork([fresh, old], run)
            }
            returned.append(old)
        }
        try await bothServe(ports[0], ports[2], run)
        try await killRankingWorkers(run)
        for process in returned where process.isRunning { try await stop(process) }
        try await leads(installation.process(.scheduler))
        try await stop(api, after: load, in: &group)
    }

    /// Kills a worker of each version while it holds claims. Reapers of both versions are there to take them back.
    private func killRankingWorkers(_ run: FaultRun) async throws {
        let killer = Killer(installation)
        // The one that runs longest first: the new one, then the old one.
        for _ in 0..<2 { try await killer.kill(.ranking) }
        #expect(killer.count.holdingClaim == 2, "both held claims")
        let isTakenBack = try await eventually(within: .seconds(60)) {
            let claims = try await HeldClaim.all(on: QueueAddress("ranking"), in: installation)
            return claims.allSatisfy { claim in installation.running.contains { $0.processID == claim.processID } }
        }
        #expect(isTakenBack, "their claims are taken back")
        run.note("redelivered: \(try await installation.statistics(.ranking).redeliveredTotal)")
    }

    /// Stops an API once no load goes through it any more.
    private func stop(_ api: ManagedProcess, after load: Flag, in group: inout ThrowingTaskGroup<Void, any Error>) async throws {
        load.set()
        // No other load ends meanwhile.
        try await group.next()
        try await stop(api)
    }

    // MARK: - Processes

    @discardableResult
    private func start(_ kind: ProcessKind, from executables: URL? = nil, port: Int? = nil) async throws -> ManagedProcess {
        let process = try installation.start(kind, settings: port.map { ["PORT": "\($0)"] } ?? [:], from: executables)
        try await installation.waitUntilReady(process)
        return process
    }

    private func stop(_ process: ManagedProcess) async throws {
        process.send(SIGTERM)
        #expect(await process.waitForEnd() == .clean, "\(process.name) ends cleanly")
    }

    private func leads(_ scheduler: ManagedProcess) async throws {
        let election = Election(installation)
        let isLeading = try await eventually(within: .seconds(30)) {
            guard try await election.leader().processID == scheduler.processID else { return false }
            return try await election.runs(of: scheduler) >= 3
        }
        #expect(isLeading, "\(scheduler.name) leads")
    }
}

// MARK: - Load

extension RollingUpgrade {
    /// Submissions through one API until the flag is set; returns once they flow.
    private func play(_ run: FaultRun, on port: Int, in group: inout ThrowingTaskGroup<Void, any Error>) async throws -> Flag {
        let isOver = Flag()
        let world = TestWorld(api: api(port), account: run.world.account, game: run.world.game, boards: run.world.boards)
        let load = Load(world: world, ledger: run.ledger, sessions: 20, pace: .milliseconds(200))
        group.addTask { try await load.play(until: { isOver.isSet }) }
        let seen = run.ledger.entries.count
        try #require(await eventually { run.ledger.entries.count >= seen + 40 }, "the load flows")
        return isOver
    }

    /// Two processes of a kind, of two versions, both claim from the queue; it is sound meanwhile.
    private func bothWork(_ processes: [ManagedProcess], _ run: FaultRun) async throws {
        for process in processes where process.kind.queue != nil {
            let claims = try await eventually {
                if process.kind == .boardState { try await requestRebuilds(run) }
                return try await !HeldClaim.all(of: process, in: installation).isEmpty
            }
            #expect(claims, "\(process.name) works")
        }
        // The time that two versions share.
        try await Task.sleep(for: .seconds(3))
        try await queuesAreSound()
    }

    /// Through two APIs of two versions: waiting callers get their rank, and what one handed out is good at the other.
    private func bothServe(_ first: Int, _ second: Int, _ run: FaultRun) async throws {
        for (here, there) in [(first, second), (second, first)] {
            let player = try await api(here).startSession(game: run.world.game)
            try await run.untilRanked(by: player)
            let moved = PlayerSession(api: api(there), token: player.token, identityID: player.identityID)
            // A board of runs: the id of a row follows from its event.
            let (board, key) = (try #require(run.world.boards.first { $0.type == "RUN_RUNS" }).id, UUID().uuidString)
            let receipt = try await player.submit(7, to: board, name: "Mover", prefer: "respond-async", key: key)
            let again = try await moved.submit(7, to: board, name: "Mover", prefer: "respond-async", key: key)
            run.ledger.add(Ledger.Entry(eventID: try receipt.text("submission_id"), boardID: board, value: 7))
            // 201 when it was ranked meanwhile.
            #expect(receipt.status == 202 && [201, 202].contains(again.status), "\(receipt.status), \(again.status)")
            #expect(try receipt.text("id") == again.text("id"), "a repetition through the other version joins the first")
        }
        // The time that two versions share.
        try await Task.sleep(for: .seconds(3))
    }

    /// Gives board-state workers something to do.
    private func requestRebuilds(_ run: FaultRun) async throws {
        guard let queue = ProcessKind.boardState.queue, try await installation.statistics(.boardState).live < 50 else { return }
        let jobs = try run.world.boards.map { board in
            Job(
                id: UUID(),
                tenant: try Tenant(UUIDText.format(AccountID(wire: run.world.account).uuid)),
                enqueuedAt: SystemClock().now().microseconds / 1000,
                payload: BoardStateJob.rebuildIndex(board: try BoardID(wire: board.id), isTest: false).encoded()
            )
        }
        try await installation.queue.enqueue(jobs, on: queue, limits: nil)
    }

    private func queuesAreSound() async throws {
        for queue in ProcessKind.workers.compactMap(\.queue) {
            let check = try await installation.queue.check(queue)
            #expect(check.isClean, "\(queue): \(check.findings)")
        }
    }

    private func api(_ port: Int) -> GameAPI {
        GameAPI(port: port, adminKey: installation.superadminKey)
    }
}
