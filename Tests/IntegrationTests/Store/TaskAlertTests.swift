import Foundation
import LeadrDomain
import LeadrServices
import LeadrStore
import Postgres
import Scheduling
import TestSupport
import Testing

@Suite struct TaskAlertTests {
    private func alerts(_ pool: PostgresPool, every interval: Duration = .seconds(3600)) -> TaskAlerts {
        TaskAlerts(
            store: TaskAlertStore(pool: pool, interval: interval),
            composer: MailComposer(domain: "mail.example.com", sender: "noreply"),
            recipient: "ops@example.com",
            logger: TestDatabase.logger
        )
    }

    private func failure(_ task: String) -> TaskFailure {
        TaskFailure(task: task, slot: Slot(1), owner: "a", attempts: 5, errorType: "E", message: "boom")
    }

    private func mails(_ pool: PostgresPool) async throws -> [String] {
        let sql = #"SELECT "to" || ' ' || subject || ' ' || priority || ' ' || status FROM emails ORDER BY created_at"#
        return try await pool.query(PostgresQuery(sql, operation: "select", table: "emails")).map { try $0.decode(0, as: String.self) }
    }

    @Test func `a failure becomes one pending mail per task and hour, whoever leads`() async throws {
        try await TestDatabase.withSchema("alerts") { pool async throws in
            for task in ["expire-boards", "expire-boards", "other", "expire-boards"] { await alerts(pool).alert(failure(task)) }
            #expect(
                try await mails(pool) == [
                    "ops@example.com [LEADR] Background task failed: expire-boards high pending",
                    "ops@example.com [LEADR] Background task failed: other high pending",
                ]
            )
        }
    }

    @Test func `the next mail says how many were left out`() async throws {
        try await TestDatabase.withSchema("alerts_left") { pool async throws in
            for _ in 0..<4 { await alerts(pool).alert(failure("t")) }
            let later = "UPDATE scheduler_alerts SET alerted_at = alerted_at - interval '2 hours'"
            _ = try await pool.query(PostgresQuery(later, operation: "update", table: "scheduler_alerts"))
            await alerts(pool).alert(failure("t"))
            let body = "SELECT body FROM emails ORDER BY created_at DESC LIMIT 1"
            let text = try #require(try await pool.query(PostgresQuery(body, operation: "select", table: "emails")).firstRow).decode(
                0,
                as: String.self
            )
            #expect(text.contains("since the last such mail: 3"))
            #expect(try await mails(pool).count == 2)
        }
    }

    @Test func `schedulers that fail at once write one mail`() async throws {
        try await TestDatabase.withSchema("alerts_race") { pool async throws in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { await alerts(pool).alert(failure("t")) } }
            }
            #expect(try await mails(pool).count == 1)
        }
    }

    @Test func `a mail that cannot be written leaves no memory of itself`() async throws {
        try await TestDatabase.withSchema("alerts_bad") { pool async throws in
            let broken = TaskAlerts(
                store: TaskAlertStore(pool: pool, interval: .seconds(3600)),
                composer: MailComposer(domain: "mail.example.com", sender: "noreply"),
                recipient: "no address",
                logger: TestDatabase.logger
            )
            await broken.alert(failure("t"))
            #expect(try await mails(pool).isEmpty)
            await alerts(pool).alert(failure("t"))
            #expect(try await mails(pool).count == 1)
        }
    }
}
