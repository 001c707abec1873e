import Foundation
import NIOHTTP1
import Redis
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct RedisConnectionsFault {
        @Test(.timeLimit(.minutes(4)))
        func `all connections to Redis are cut twice a second: every loop reconnects, nothing stops silently`() async throws {
            try await FaultRun.perform("redis-connections", on: Installation(settings: ["LIVENESS_TIMEOUT_SECONDS": "15"])) { run in
                let player = try await run.player()
                try await run.underLoad(tolerated: [412]) {
                    let end = ContinuousClock.now + FaultSettings.pick(full: .seconds(30), short: .seconds(6))
                    while ContinuousClock.now < end {
                        for type: RedisArgument in ["normal", "pubsub"] {
                            _ = try? await run.installation.redisClient.send(RedisCommand("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes"))
                        }
                        try await Task.sleep(for: .milliseconds(500))
                    }
                    try await run.untilRanked(by: player)
                }
                try await allAreWell(run)
            }
        }

        @Test(.onlyInBattery, .timeLimit(.minutes(4)))
        func `another server takes over for ten seconds and the known one refuses writes: 503 meanwhile, nothing is lost`() async throws {
            let other = try PrivateRedis()
            try await FaultRun.perform("redis-connections", on: Installation()) { run in
                let (player, known) = (try await run.player(), run.installation.redis)
                try other.command("REPLICAOF", "127.0.0.1", "\(known.port)")
                #expect(try await eventually { try other.command("INFO", "replication").contains("master_link_status:up") })
                try await run.underLoad(tolerated: [412]) {
                    try known.command("FAILOVER", "TO", "127.0.0.1", "\(other.port)", "TIMEOUT", "10000")
                    #expect(try await eventually { try known.command("ROLE").hasPrefix("slave") }, "the known server is a replica now")
                    let answer = try await player.submit(1, to: run.world.boards[0].id, name: "Refused")
                    #expect(answer.status == 503 && answer.headers["Retry-After"].first != nil)
                    try await Task.sleep(for: .seconds(10))
                    #expect(try await eventually { try other.command("INFO", "replication").contains("state=online") })
                    try other.command("FAILOVER", "TO", "127.0.0.1", "\(known.port)", "TIMEOUT", "10000")
                    #expect(try await eventually { try known.command("ROLE").hasPrefix("master") })
                    try await run.untilRanked(by: player)
                }
                try await allAreWell(run)
            }
        }

        private func allAreWell(_ run: FaultRun) async throws {
            for kind in ProcessKind.allCases {
                let process = try run.installation.process(kind)
                #expect(await run.installation.health(of: process, "live") == 200, "\(kind) is alive")
                #expect(await eventually(within: .seconds(20)) { await run.installation.health(of: process, "ready") == 200 }, "\(kind) is ready")
            }
            #expect(run.ledger.unanswered == 0, "every request was answered")
        }
    }
}
