import ByteJSON
import Foundation
import TestSupport
import Testing

extension SystemTests {
    /// What fails while nobody watches is told to somebody.
    @Suite(.enabled(if: SelfSignedCertificate.isAvailable, "needs openssl to make a certificate")) struct AlertTests {
        private static func settings(_ maxMind: MaxMindServer, _ mailgun: PeerServer) -> [String: String] {
            [
                "ADMIN_NOTIFICATION_EMAIL": "ops@example.com", "EMAIL_PROVIDER": "mailgun", "MAILGUN_API_URL": "http://127.0.0.1:\(mailgun.port)",
                "MAILGUN_DOMAIN": "mail.example.com", "MAILGUN_API_KEY": "a key", "GEOIP_DOWNLOAD_ENABLED": "true",
                "MAXMIND_ACCOUNT_ID": MaxMindServer.user, "MAXMIND_LICENSE_KEY": "another", "GEOIP_CA_FILE": maxMind.certificate.certificateFile,
                "GEOIP_REFRESH_CHECK_SECONDS": "86400", "MAXMIND_CITY_DB_URL": maxMind.url("/city"),
                "MAXMIND_COUNTRY_DB_URL": maxMind.url("/country"),
            ]
        }

        @Test(.timeLimit(.minutes(2)))
        func `a task that fails sends a mail to the administrator, and history and metrics have it too`() async throws {
            let maxMind = try await MaxMindServer(certificate: SelfSignedCertificate())
            let mailgun = try await PeerServer.mailgun(domain: "mail.example.com", key: "a key")
            defer { mailgun.kill() }
            let installation = try await Installation(settings: Self.settings(maxMind, mailgun))
            try await installation.run {
                try installation.start(.delivery)
                let scheduler = try installation.start(.scheduler)
                #expect(await eventually { (try? mailgun.received().isEmpty) == false }, "the mail arrives")
                let form = try #require(try mailgun.received().first?["form"]?.object)
                #expect(form["to"] == "ops@example.com" && form["subject"] == "[LEADR] Background task failed: refresh-geoip")
                let error = "the server refuses MAXMIND_ACCOUNT_ID with MAXMIND_LICENSE_KEY (401)"
                #expect(form["text"]?.string?.contains(error) == true, "\(form)")
                let history = try installation.require("schedule", "history", "--task", "refresh-geoip")
                #expect(history.contains("failed") && history.contains(error), "\(history)")
                let lines = try await installation.metrics(of: scheduler).split(separator: "\n")
                func isOne(_ name: String, _ labels: String...) -> Bool {
                    lines.contains { line in line.hasPrefix(name + "{") && line.hasSuffix(" 1") && labels.allSatisfy { line.contains($0) } }
                }
                #expect(isOne("geoip_refreshes_total", #"database="city""#, #"outcome="unauthorized""#))
                for (metric, outcome) in [("scheduler_runs_total", "failed"), ("scheduler_alerts_total", "written")] {
                    #expect(isOne(metric, #"task="refresh-geoip""#, "outcome=\"\(outcome)\""), "\(metric)")
                }
                await installation.stopAll()
            }
            try await maxMind.stop()
        }
    }
}
