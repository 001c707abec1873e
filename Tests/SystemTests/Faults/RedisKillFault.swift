import Foundation
import NIOHTTP1
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct RedisKillFault {
        @Test(.onlyInBattery, .timeLimit(.minutes(5)), arguments: ["always", "everysec"])
        func `Redis is killed and comes back after ten seconds: 503 meanwhile, then everything goes on by itself`(fsync: String) async throws {
            let installation = try await Installation(redisOptions: ["--appendfsync", fsync])
            // 412: a nonce that was given out in a window that everysec lost.
            try await FaultRun.perform("redis-kill", on: installation, mayLose: fsync == "everysec") { run in
                run.note("appendfsync \(fsync)")
                let player = try await run.player()
                try await run.underLoad(tolerated: [412]) {
                    try await Task.sleep(for: .seconds(5))
                    installation.redis.kill()
                    let killed = ContinuousClock.now
                    let answer = try await player.submit(1, to: run.world.boards[0].id, name: "Refused")
                    #expect(answer.status == 503 && answer.headers["Retry-After"].first != nil, "refused, with the time to come again")
                    try await Task.sleep(until: killed + .seconds(10))
                    try installation.redis.start()
                    try await run.untilRanked(by: player)
                    try await Task.sleep(for: .seconds(5))
                }
                #expect(run.ledger.withoutRetryAfter == 0, "every refusal says when to come again")
                #expect(run.ledger.unanswered == 0, "every request was answered")
                for kind in ProcessKind.allCases { #expect(installation.running.contains { $0.kind == kind }, "\(kind) is still the same process") }
            }
        }
    }
}
