import JobQueue
import Postgres
import Redis
import TestSupport
import Testing

extension SystemTests {
    @Suite struct DurabilityTests {
        @Test(.timeLimit(.minutes(4)))
        func `with durability postgres Redis may lose all its data: nothing acknowledged is lost, and everything takes effect once`() async throws {
            let installation = try await Installation(settings: ["INGEST_DURABILITY": "postgres", "INGEST_SWEEP_INTERVAL_SECONDS": "1"])
            try await installation.run {
                try await installation.startAll()
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                let ledger = Ledger()
                let queue = try #require(ProcessKind.ranking.queue)
                let isReady = try await eventually(within: .seconds(30)) { try await count(installation, "redis_epoch") == 1 }
                #expect(isReady, "the scheduler knows Redis")
                try await play(200, world, ledger)
                try await installation.queue.setPaused(true, on: queue)
                try await play(600, world, ledger)
                #expect(try await count(installation, "inbox") >= 300, "most of them are not ranked yet")

                // The pause goes as well, so the pipeline runs as soon as there is something to do.
                _ = try await installation.redisClient.send(RedisCommand("FLUSHALL", "SYNC"))
                let isEmpty = try await eventually(within: .seconds(90)) { try await count(installation, "inbox") == 0 }
                #expect(isEmpty, "the inbox is pushed and ranked")
                let verdict = Verdict(installation: installation, world: world)
                try await verdict.drained()
                try await verdict.everythingIsDecidedOnce(ledger)
                try await verdict.ranksEqualSQL(player)
                #expect(try await count(installation, "redis_epoch WHERE number = 2") == 1, "it recovered once")
                let accepts = try await player.submit(2, to: world.boards[0].id, name: "Back", prefer: "wait=20")
                #expect(accepts.status == 201, "the API accepts and ranks again")
            }
        }

        private func play(_ total: Int, _ world: TestWorld, _ ledger: Ledger) async throws {
            try await Load(world: world, ledger: ledger, pace: .milliseconds(1)).play(until: { ledger.entries.count >= total })
        }

        private func count(_ installation: Installation, _ rows: String) async throws -> Int {
            let query = PostgresQuery("SELECT count(*) FROM \(rows)", operation: "select", table: "test")
            return Int(try await installation.postgres.query(query).firstRow?.decode(0, as: Int64.self) ?? -1)
        }
    }
}
