import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct SchedulerKillFault {
        @Test(.timeLimit(.minutes(6)))
        func `the leading scheduler is killed: the other one takes over within 15 seconds, and no slot runs twice`() async throws {
            let installation = try await Installation(settings: ["BACKGROUND_TASK_EXPIRE_INTERVAL": "1"])
            try await FaultRun.perform("scheduler-kill", on: installation) { run in
                let election = Election(installation)
                let second = try installation.start(.scheduler)
                try await installation.waitUntilReady(second)
                for _ in 0..<FaultSettings.pick(full: 5, short: 1) {
                    let leader = try await election.leader()
                    try #require(await eventually(within: .seconds(10)) { try await election.runs(of: leader) >= 3 }, "the leader works")
                    leader.send(SIGKILL)
                    let killed = ContinuousClock.now
                    _ = await leader.waitForEnd()
                    #expect(try await eventually(within: .seconds(30)) { try await election.leader().processID != leader.processID })
                    let time = ContinuousClock.now - killed
                    run.recovered(after: time)
                    if FaultSettings.isFull { #expect(time <= .seconds(15), "takeover: \(time)") }
                    try await installation.waitUntilReady(try installation.start(.scheduler))
                }
                let leader = try await election.leader()
                #expect(try await eventually(within: .seconds(20)) { try await election.runs(of: leader) >= 3 }, "the new leader works")
                try await election.judge(run)
            }
        }
    }
}
