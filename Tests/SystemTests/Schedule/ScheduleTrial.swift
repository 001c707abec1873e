import Foundation
import LeadrDomain
import LeadrStore
import Postgres
import TestSupport
import Testing

/// Two schedulers that are killed, stopped and frozen while operators ask for runs; the history tells what became of every slot.
struct ScheduleTrial: Sendable {
    /// What is done to a scheduler.
    enum Blow: String, CaseIterable, Sendable {
        case killLeader, stopLeader, killFollower, freezeLeader
    }

    /// Tasks of a few seconds, one of which makes up for what it missed.
    static let settings = [
        "BACKGROUND_TASK_EXPIRE_INTERVAL": "2", "BACKGROUND_TASK_TEMPLATE_INTERVAL": "3", "BACKGROUND_TASK_NONCE_CLEANUP_INTERVAL": "2",
        "RETENTION_INTERVAL_SECONDS": "3", "QUEUE_CHECK_INTERVAL_SECONDS": "4",
        "BACKGROUND_TASK_RUN_MISSED": #"["process-due-templates","cleanup-expired-nonces"]"#,
    ]

    let installation: Installation
    let election: Election
    let store: ScheduleStore

    init(_ installation: Installation) {
        self.installation = installation
        election = Election(installation)
        store = ScheduleStore(pool: installation.postgres)
    }

    /// Deals blows for about `duration`, then judges; returns a line about it.
    func perform(for duration: Duration, random: inout SeededRandom) async throws -> String {
        for _ in 0..<2 { try await installation.waitUntilReady(installation.start(.scheduler)) }
        _ = try await election.leader()
        let started = ContinuousClock.now
        var gaps: [ScheduleVerdict.Gap] = []
        var asked: Set<TaskRunID> = []
        var blows: [Blow] = []
        while ContinuousClock.now - started < duration {
            if blows.isEmpty { blows = order(&random) }
            try await pause(.milliseconds(Int.random(in: 1000...4000, using: &random)))
            asked.formUnion(try await ask(&random))
            if let gap = try await deal(blows.removeFirst()) { gaps.append(gap) }
        }
        try #require(await eventually(within: .seconds(30)) { try await unanswered(asked).isEmpty }, "every request was answered")
        // The last slots come to an end.
        try await pause(.seconds(3))
        return try await judge(gaps, asked, end: now() - 2_000_000)
    }

    /// Each kind once, in any order.
    private func order(_ random: inout SeededRandom) -> [Blow] {
        Blow.allCases.shuffled(using: &random)
    }

    private func deal(_ blow: Blow) async throws -> ScheduleVerdict.Gap? {
        let leader = try await election.leader()
        let term = try await term()
        let from = try await now()
        switch blow {
        case .killFollower:
            let others = installation.running.filter { $0.processID != leader.processID }
            let follower = try #require(others.first)
            follower.send(SIGKILL)
            _ = await follower.waitForEnd()
            try await installation.waitUntilReady(installation.start(.scheduler))
            return nil
        case .killLeader, .stopLeader:
            leader.send(blow == .killLeader ? SIGKILL : SIGTERM)
            _ = await leader.waitForEnd()
            let gap = ScheduleVerdict.Gap(from: from, to: try await takeover(after: term))
            try await installation.waitUntilReady(installation.start(.scheduler))
            return gap
        case .freezeLeader:
            leader.send(SIGSTOP)
            let gap = ScheduleVerdict.Gap(from: from, to: try await takeover(after: term), isFreeze: true)
            leader.send(SIGCONT)
            return gap
        }
    }

    /// When the leader of the next term ran its first slot, in microseconds since the epoch.
    private func takeover(after term: Int64) async throws -> Int64 {
        let sql = "SELECT coalesce(min((extract(epoch FROM started_at) * 1000000)::int8), 0) FROM scheduler_runs WHERE term > \(term)"
        try #require(await eventually(within: .seconds(30)) { try await installation.number(sql) > 0 }, "another scheduler takes over")
        return try await installation.number(sql)
    }

    private func term() async throws -> Int64 { try await installation.number("SELECT term FROM scheduler_leases WHERE name = 'scheduler'") }

    private func now() async throws -> Int64 { try await installation.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::int8") }

    /// Asks for a run of some task, as an operator does.
    private func ask(_ random: inout SeededRandom) async throws -> [TaskRunID] {
        guard let entry = try await store.entries().randomElement(using: &random) else { return [] }
        return try await store.request(TaskRunID(UUID()), of: entry.name, by: "trial").map { [$0] } ?? []
    }

    private func unanswered(_ asked: Set<TaskRunID>) async throws -> [TaskRunID] {
        var open: [TaskRunID] = []
        for id in asked {
            let run = try await store.run(id)
            if run?.finishedAt == nil { open.append(id) }
        }
        return open
    }

    private func judge(_ gaps: [ScheduleVerdict.Gap], _ asked: Set<TaskRunID>, end: Int64) async throws -> String {
        let history = try await ScheduleHistory.read(installation.postgres)
        let verdict = ScheduleVerdict(history: history, gaps: gaps, end: end)
        for objection in verdict.objections { Issue.record("\(objection)") }
        let demanded = history.runs.filter { $0.kind == "demand" }
        #expect(Set(demanded.map { TaskRunID($0.id) }) == asked && demanded.count == asked.count, "each request ran once")
        let interrupted = history.runs.count { $0.outcome == "interrupted" }
        let open = history.runs.count { $0.finished == nil && $0.started < end - 5_000_000 }
        #expect(open == 0, "nothing looks as if it still ran")
        let counts = verdict.counts
        return """
            \(history.tasks.count(where: \.isRecorded)) recorded tasks, \(gaps.count) changes of leader: \(counts.ran) slots ran once, \(counts.missed) passed \
            without a leader, \(counts.madeUpFor) made up for, \(interrupted) interrupted, \(demanded.count) runs on demand
            """
    }

    private func pause(_ duration: Duration) async throws { try await Task.sleep(for: duration) }
}
