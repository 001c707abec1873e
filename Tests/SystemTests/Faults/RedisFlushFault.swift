import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct RedisFlushFault {
        @Test(.onlyInBattery, .timeLimit(.minutes(5)), arguments: ["postgres", "redis"])
        func `Redis loses all its data under load and one command brings everything back`(durability: String) async throws {
            let settings = ["INGEST_DURABILITY": durability, "INGEST_SWEEP_INTERVAL_SECONDS": "1"]
            let installation = try await Installation(settings: settings)
            try await FaultRun.perform("redis-flush", on: installation, mayLose: durability == "redis") { run in
                run.note("durability \(durability)")
                let player = try await run.player()
                // 412: a nonce that was lost with the rest; games ask for another one.
                try await run.underLoad(pace: .milliseconds(50), tolerated: [412]) {
                    try await Task.sleep(for: .seconds(5))
                    try installation.redis.command("FLUSHALL", "SYNC")
                    let result = try installation.control("rebuild")
                    #expect(result.status == 0, "\(result.output)")
                    run.note("rebuild: \(result.output.split(separator: "\n").joined(separator: ", "))")
                    try await run.untilRanked(by: player)
                    try await Task.sleep(for: .seconds(5))
                }
                #expect(run.ledger.unanswered == 0, "every request was answered")
                for kind in ProcessKind.allCases { #expect(installation.running.contains { $0.kind == kind }, "\(kind) is still the same process") }
            }
        }
    }
}
