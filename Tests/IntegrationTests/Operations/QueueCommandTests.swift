import ByteJSON
import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrStore
import Logging
import Postgres
import Redis
import TestSupport
import Testing

/// Runs the built `leadrctl` against the test's servers.
@Suite struct QueueCommandTests {
    @Test func `leadrctl queue shows, changes and records, with exit codes that scripts can trust`() async throws {
        try await TestDatabase.withEmpty("command") { configuration in
            let pool = PostgresPool(configuration: configuration, logger: TestDatabase.logger)
            _ = try await Migrator(pool: pool, logger: TestDatabase.logger).migrate()
            do {
                try await withRedisQueue { engine, access in
                    let command = ControlTool(group: "queue", prefix: access.prefix, database: configuration.database)
                    try await check(command, engine, access, DeadSubmissionStore(pool: pool))
                }
            } catch {
                await pool.close()
                throw error
            }
            await pool.close()
        }
    }

    private func check(_ command: ControlTool, _ engine: RedisJobQueue, _ access: RedisQueueAccess, _ store: DeadSubmissionStore) async throws {
        let submission = Self.submission()
        try await store.insert([DeadSubmission(job: submission, queue: "ranking", error: "boom", deliveries: 5)])
        let listed = try await command.run("dead", "list", "--json")
        #expect(listed.code == 0 && listed.json["dead_letters"]?.array?.first?.object?["submission_id"]?.string == submission.eventID.wire)
        let dry = try await command.run("dead", "retry", submission.eventID.wire)
        #expect(dry.code == 0 && dry.text.contains("1 dead letter would be retried; nothing was changed"))
        #expect(try await command.run("dead", "retry", "--all", "--apply", "--json").json["changed"] == 1)
        let stats = try await command.run("stats", "--json")
        let queues = stats.json["queues"]?.array?.compactMap(\.object) ?? []
        #expect(queues.map { $0["queue"]?.string } == Queues.all.map(\.text))
        #expect(queues.first { $0["queue"] == "ranking" }?["total"]?.object?["ready"] == 1)
        #expect(try await command.run("stats").text.hasPrefix("QUEUE"))
        #expect(try await command.run("show", submission.eventID.wire, "--json").json["place"] == "ready")
        #expect(try await command.run("show", UUID().uuidString).code == 1)
        #expect(try await command.run("pause", "ranking").code == 0)
        #expect(try await command.run("drain", "ranking", "--json").code == 1, "it is paused")
        let unknown = try await command.run("pause", "nothing")
        #expect(unknown.code == 1 && unknown.errors.contains("there is no queue 'nothing'"))
        #expect(try await command.run("quiet", "nobody:1").errors.contains("there is no worker 'nobody:1'"))
        #expect(try await command.run("quiet", "nobody").code == 64)
        #expect(try await command.run("fsck", "--json").json["clean"] == true)
        _ = try await access.client.send(RedisCommand("HSET", .string(access.prefix + "{s0}:ranking:meta"), "n", "9"))
        let broken = try await command.run("fsck", "--json", "ranking")
        #expect(broken.code == 1 && broken.json["clean"] == false)
        let mended = try await command.run("fsck", "--repair")
        #expect(mended.code == 0 && mended.text.hasSuffix("mended"))
        #expect(try await command.run("workers").text == "no workers")
        let audit = try await command.run("audit", "--json")
        let actions = audit.json["actions"]?.array?.compactMap { $0.object?["action"]?.string }
        #expect(actions == ["queue.repair", "queue.pause", "dead-letters.retry"])
        #expect(audit.json["actions"]?.array?.first?.object?["actor"]?.string?.hasPrefix("leadrctl ") == true)
    }

    private static func submission() -> SubmissionJob {
        SubmissionJob(
            eventID: ScoreEventID(UUID()),
            acceptedAt: Timestamp(microseconds: 1_700_000_000_000_000),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            boardID: BoardID(UUID()),
            identityID: IdentityID(UUID()),
            isTest: false,
            boardType: .runIdentity,
            value: 7,
            playerName: "Ann",
            runsAntiCheat: false
        )
    }
}
