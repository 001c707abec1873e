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
                let workers = try (0..<2).map { _ in try installation.start(.delivery) }
                for process in workers + [try installation.start(.scheduler)] { try await installation.waitUntilReady(process) }
                try await write(size.count, in: installation)
                let isGoing = try await eventually { try server.received().count >= size.count / 20 }
                #expect(isGoing)
                server.kill()
                workers[0].send(SIGKILL)
                try installation.start(.delivery)
                let before = try server.received().count
                // The outage itself: nothing is to happen meanwhile.
                try await Task.sleep(for: size.outage)
                let spent = try await installation.number("SELECT coalesce(sum(attempts), 0)::int8 FROM emails WHERE status = 'pending'")
                #expect(spent < Int64(size.count), "most mails waited without spending an attempt: \(spent)")
                try await server.start()
                let areSent = try await eventually(within: size.patience) {
                    try await installation.number("SELECT count(*) FROM emails WHERE status = 'sent'") == Int64(size.count)
                }
                #expect(areSent)
                try judge(server.received(), before: before, size)
                #expect(try await installation.fsck() == [])
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

        private func judge(_ received: [JSONObject], before: Int, _ size: OutageSize) throws {
            var copies: [String: Int] = [:]
            for mail in received { copies[try #require(mail["to"]?.array?.first?.string), default: 0] += 1 }
            #expect(copies.count == size.count)
            #expect(copies.values.allSatisfy { $0 <= 2 })
            // What two workers had in their hands when the server and one of them were killed.
            #expect(received.count - size.count <= 40, "\(received.count - size.count) mails came twice")
            var perSecond: [Int: Int] = [:]
            for mail in received.dropFirst(before) { perSecond[Int(try #require(mail["time"]?.double)), default: 0] += 1 }
            let peak = perSecond.values.max() ?? 0
            #expect(peak <= size.rate * 2 * 3 / 2, "two workers at \(size.rate) each, and \(peak) in one second")
        }
    }
}
