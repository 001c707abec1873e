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
                "MAXMIND_CITY_DB_URL": maxMind.url("/city"), "MAXMIND_COUNTRY_DB_URL": maxMind.url("/country"),
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
                func count(_ name: String, _ label: String) -> Bool {
                    lines.contains { $0.hasPrefix(name + "{") && $0.contains(label) && $0.hasSuffix(" 1") }
                }
                #expect(count("geoip_refreshes_total", #"outcome="unauthorized""#))
                #expect(count("scheduler_runs_total", #"outcome="failed""#) && count("scheduler_alerts_total", #"outcome="written""#))
                await installation.stopAll()
            }
            try await maxMind.stop()
        }
    }
}
