import ByteJSON
import Foundation
import TestSupport
import Testing

extension SystemTests {
    @Suite struct MailOutageTests {
        @Test(.timeLimit(.minutes(15)))
        func `mails that wait out an outage of their server all arrive, evenly, none more than once more than needed`() async throws {
            let size = OutageSize.chosen
            let server = try await PeerServer.smtp()
            defer { server.kill() }
            let installation = try await Installation(settings: [
                "SMTP_PORT": "\(server.port)", "MAIL_RATE_PER_SECOND": "\(size.rate)", "DELIVERY_CIRCUIT_REST_MS": "\(size.restMilliseconds)",
                "DELIVERY_RETRY_BASE_MS": "500", "MAIL_SWEEP_INTERVAL_SECONDS": "1", "JOB_LEASE_SECONDS": "2", "JOB_HEARTBEAT_SECONDS": "1",
                "JOB_REAPER_INTERVAL_SECONDS": "1", "MAIL_TIMEOUT_SECONDS": "3",
            ])
            try await installation.run {
                let trial = OutageTrial(installation: installation, peer: server, table: "emails", done: "sent", size: size)
                let before = try await trial.perform { try await write(size.count, in: installation) }
                let received = try server.received()
                let names = try received.map { try #require($0["to"]?.array?.first?.string) }
                trial.judge(names, at: try received.map { try #require($0["time"]?.double) }, before: before)
            }
        }

        private func write(_ count: Int, in installation: Installation) async throws {
            _ = try await installation.number(
                """
                WITH written AS (
                    INSERT INTO emails ("to", subject, body) SELECT 'player' || n || '@example.com', 'Mail ' || n, 'Text ' || n
                    FROM generate_series(1, \(count)) n RETURNING 1)
                SELECT count(*) FROM written
                """
            )
        }
    }
}
