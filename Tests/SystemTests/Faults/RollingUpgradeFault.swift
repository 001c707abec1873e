import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct RollingUpgradeFault {
        @Test(.enabled(if: RollingUpgrade.previousExecutables != nil, "run by scripts/faults upgrade"), .timeLimit(.minutes(15)))
        func `the previous version is replaced under load, and started again beside the new one: nothing is lost, refused or done twice`()
            async throws
        {
            let previous = try #require(RollingUpgrade.previousExecutables)
            let installation = try await Installation(settings: ["BACKGROUND_TASK_EXPIRE_INTERVAL": "1"], firstSchema: previous)
            let upgrade = try RollingUpgrade(of: installation, from: previous)
            try await FaultRun.perform("rolling-upgrade", on: installation, start: { _ in try await upgrade.startPrevious() }) { run in
                try await upgrade.refusesOldSchema()
                let former = try await FunctionTexts(on: installation)
                try await upgrade.perform(run)
                #expect(try await FunctionTexts(on: installation).changes(since: former) == [], "functions of one major are only added")
                try await upgrade.judge(run)
            }
        }
    }
}
