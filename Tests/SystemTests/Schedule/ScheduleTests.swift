import Foundation
import Testing

extension SystemTests {
    /// `LEADR_SCHEDULE_SECONDS=300 scripts/test --no-parallel --filter ScheduleTests` is the long form; `LEADR_SCHEDULE_SEED` repeats its choices.
    @Suite struct ScheduleTests {
        private static func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } }

        @Test(.timeLimit(.minutes(15)))
        func `each slot of each recorded task runs once, or is missed as its policy says, whatever becomes of two schedulers`() async throws {
            let seed = Self.number("LEADR_SCHEDULE_SEED") ?? .random(in: 0..<1_000_000_000)
            let seconds = Self.number("LEADR_SCHEDULE_SECONDS") ?? 15
            print("schedule trial: seed \(seed), \(seconds) s")
            let installation = try await Installation(settings: ScheduleTrial.settings)
            try await installation.run {
                var random = SeededRandom(seed: seed)
                let line = try await ScheduleTrial(installation).perform(for: .seconds(Int64(seconds)), random: &random)
                print("schedule trial: \(line)")
            }
        }
    }
}
