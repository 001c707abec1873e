import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct SchedulerPartitionFault {
        @Test(.timeLimit(.minutes(4)))
        func `the leading scheduler is cut off: it steps down before its lease ends, and what it sent too late starts no slot`() async throws {
            let installation = try await Installation(settings: ["BACKGROUND_TASK_EXPIRE_INTERVAL": "1"])
            let proxy = try await installation.postgresProxy()
            try await FaultRun.perform(
                "scheduler-partition",
                on: installation,
                start: { installation in
                    try await installation.startAll { $0 == .scheduler ? proxy.postgresSettings : [:] }
                }
            ) { run in
                let election = Election(installation)
                let former = try await election.leader()
                let second = try installation.start(.scheduler)
                try await installation.waitUntilReady(second)
                try #require(await eventually(within: .seconds(10)) { try await election.runs(of: former) >= 3 }, "the leader works")
                // With a statement under way that will arrive when another one leads.
                try await Task.sleep(for: .milliseconds(900))
                await proxy.hold()
                let cut = ContinuousClock.now
                let stepsDown = await eventually(within: .seconds(20)) {
                    installation.loggedLines(of: .scheduler, containing: "no longer leading the scheduler") > 0
                }
                let downAfter = ContinuousClock.now - cut
                #expect(stepsDown, "the former leader steps down by itself")
                #expect(try await eventually(within: .seconds(30)) { try await election.leader().processID == second.processID })
                let upAfter = ContinuousClock.now - cut
                run.recovered(after: upAfter)
                run.note("stepped down after \(downAfter.inSeconds) s, replaced after \(upAfter.inSeconds) s")
                if FaultSettings.isFull {
                    #expect(downAfter <= .seconds(10), "it steps down before its lease of 10 s ends: \(downAfter)")
                    #expect(upAfter <= .seconds(15), "takeover: \(upAfter)")
                }
                try #require(await eventually(within: .seconds(10)) { try await election.runs(of: second) >= 3 }, "the new leader works")
                await proxy.heal()
                let seen = try await election.runs(of: second)
                #expect(try await eventually(within: .seconds(20)) { try await election.runs(of: second) >= seen + 5 }, "it goes on leading")
                #expect(try await election.leader().processID == second.processID, "the former one stays a follower")
                try await election.judge(run)
            }
        }
    }
}
