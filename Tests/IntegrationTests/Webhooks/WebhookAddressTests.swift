import ByteJSON
import JobQueue
import LeadrDomain
import LeadrPipeline
import TestSupport
import Testing

/// Where messages do not go, and whom they are given to.
@Suite struct WebhookAddressTests {
    private func reason(_ world: WebhookWorld, host: String) async throws -> String {
        let id = try await world.message(to: try await world.webhook(host: host).id)
        guard case .retry(let reason, _)? = try await world.stage().handle([world.job(id)]).first else { return "delivered" }
        return reason
    }

    @Test func `names that lead to private addresses lead nowhere`() async throws {
        let strict = WebhookURL.Allowance(plainHTTP: true)
        try await WebhookWorld.run("webhook_private", allowance: strict) { world async throws in
            #expect(try await reason(world, host: "127.0.0.1") == "url must not lead to a private address")
            // Not an address to look at, and one all the same to the system.
            for host in ["127.1", "2130706433", "0x7f.0.0.1"] {
                #expect(try await reason(world, host: host) == "the receiver's host has no public address")
            }
            #expect(try world.server.received().isEmpty)
        }
        try await WebhookWorld.run("webhook_allowed") { world async throws in
            #expect(try await reason(world, host: "127.1") == "delivered", "the same name where it is allowed")
        }
    }

    @Test func `a name that nobody has is no address`() async throws {
        try await WebhookWorld.run("webhook_nowhere") { world async throws in
            #expect(try await reason(world, host: "nobody.invalid") == "the receiver's host has no address")
        }
    }

    @Test(.enabled(if: SelfSignedCertificate.isAvailable))
    func `a receiver proves its name to the authorities that are believed`() async throws {
        let (certificate, other) = (try SelfSignedCertificate(), try SelfSignedCertificate())
        let roots = certificate.certificateFile
        try await WebhookWorld.run("webhook_tls", certificate: certificate, trustRootsFile: roots) { world async throws in
            #expect(try await reason(world, host: "localhost") == "delivered")
            #expect(try world.server.received().first?["host"]?.string == "localhost:\(world.server.port)")
        }
        try await WebhookWorld.run("webhook_tls_other", certificate: certificate, trustRootsFile: other.certificateFile) { world async throws in
            #expect(try await reason(world, host: "localhost").hasPrefix("the receiver cannot be reached: "))
            #expect(try world.server.received().isEmpty)
        }
    }
}
