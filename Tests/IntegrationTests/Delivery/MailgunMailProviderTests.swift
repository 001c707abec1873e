import ByteJSON
import LeadrDelivery
import LeadrDomain
import NIOPosix
import TestSupport
import Testing

/// The client against a stand-in that takes what Mailgun's documentation says (`Tests/Peers`).
@Suite struct MailgunMailProviderTests {
    private func withProvider(
        key: String = "key-1",
        domain: String = "mail.example.com",
        _ body: (MailgunMailProvider, PeerServer) async throws -> Void
    ) async throws {
        let server = try await PeerServer.mailgun(domain: "mail.example.com", key: "key-1")
        defer { server.kill() }
        let http = OutgoingHTTP(eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        let provider = MailgunMailProvider(
            client: http.client,
            baseURL: "http://127.0.0.1:\(server.port)/",
            domain: domain,
            key: key,
            sender: "noreply@mail.example.com",
            timeout: .seconds(10)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await http.run() }
            try await body(provider, server)
            group.cancelAll()
        }
    }

    private func failure(_ provider: MailgunMailProvider, to recipient: String = "ann@example.com") async -> DeliveryFailure? {
        await #expect(throws: DeliveryFailure.self) { try await provider.send(MailWorld.mail(to: recipient)) }
    }

    @Test func `a mail goes over in the form of the contract`() async throws {
        try await withProvider { provider, server in
            let mail = MailWorld.mail(
                subject: "Grüße & mehr=1",
                body: "Zwei\nZeilen + ein %\n",
                copies: ["bob@example.com", "cat@example.com"],
                blindCopies: ["dan@example.com"],
                priority: .urgent
            )
            let receipt = try await provider.send(mail)
            #expect(receipt.id.hasSuffix(".1@mail.example.com>"))
            #expect(receipt.response.object?["status"] == 200)
            let expected: JSONValue = [
                "to": "ann@example.com", "from": "noreply@mail.example.com", "subject": "Grüße & mehr=1", "text": "Zwei\nZeilen + ein %\n",
                "h:Reply-To": "noreply@mail.example.com", "cc": "bob@example.com,cat@example.com", "bcc": "dan@example.com", "o:tag": "urgent",
            ]
            #expect(try server.received().map { $0["form"] } == [expected])
        }
    }

    @Test func `its answers are understood`() async throws {
        try await withProvider { provider, server in
            #expect(await failure(provider, to: "refused@example.com")?.kind == .refused)
            #expect(await failure(provider, to: "nameless@example.com")?.kind == .refused)
            #expect(await failure(provider, to: "broken@example.com")?.kind == .unavailable)
            #expect(await failure(provider, to: "redirected@example.com")?.summary == "Mailgun answered 302")
            let limited = await failure(provider, to: "limited@example.com")
            #expect(limited?.kind == .unavailable && limited?.retryAfter == .seconds(7))
            server.kill()
            #expect(await failure(provider)?.kind == .unavailable)
        }
    }

    @Test func `a wrong key or domain is no fault of the mail`() async throws {
        try await withProvider(key: "key-2") { provider, _ in #expect(await failure(provider)?.summary == "Mailgun answered 401") }
        try await withProvider(domain: "other.example.com") { provider, _ in #expect(await failure(provider)?.kind == .unavailable) }
    }
}
