import Foundation
import NIOHTTP1
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct RedisFullFault {
        @Test(.onlyInBattery, .timeLimit(.minutes(4)))
        func `Redis has no memory left: submissions are refused with a reason, and once there is some all drains by itself`() async throws {
            try await FaultRun.perform("redis-full", on: Installation()) { run in
                let (player, redis) = (try await run.player(), run.installation.redis)
                try await run.underLoad(tolerated: [412]) {
                    try redis.command("CONFIG", "SET", "maxmemory", "1mb")
                    let full = ContinuousClock.now
                    let answer = try await player.submit(1, to: run.world.boards[0].id, name: "Refused")
                    #expect(answer.status == 503 && answer.headers["Retry-After"].first != nil, "\(answer.status) \(answer.body)")
                    run.note("refused with \(answer.body)")
                    run.note("readiness of the API: \(await run.installation.health(of: try run.installation.process(.api), "ready") ?? 0)")
                    try await Task.sleep(until: full + .seconds(15))
                    try redis.command("CONFIG", "SET", "maxmemory", "0")
                    try await run.untilRanked(by: player)
                }
                #expect(run.ledger.refused > 0, "there were refusals")
                #expect(run.ledger.withoutRetryAfter == 0, "every refusal says when to come again")
                #expect(run.ledger.unanswered == 0, "every request was answered")
            }
        }
    }
}
