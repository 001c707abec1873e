import ByteJSON
import Foundation
import LeadrDelivery
import LeadrDomain
import TestSupport
import Testing

/// The client against a mail server that is not ours (`Tests/Peers`).
@Suite struct SMTPMailProviderTests {
    private func failure(_ provider: SMTPMailProvider, _ mail: OutgoingMail = MailWorld.mail()) async -> DeliveryFailure? {
        await #expect(throws: DeliveryFailure.self) { try await provider.send(mail) }
    }

    private func header(_ name: String, _ mail: JSONObject) -> [String] {
        (mail["headers"]?.array ?? []).compactMap { field in
            field.array?.first?.string?.lowercased() == name.lowercased() ? field.array?.last?.string : nil
        }
    }

    @Test func `a mail arrives as it was written`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        let mail = MailWorld.mail(
            subject: "Du wurdest zu „Spiele\r\nBcc: eve@example.com“ eingeladen",
            body: ".\n..two dots\nGrüße, \u{1F3AE}\n.\nQUIT",
            copies: ["bob@example.com"],
            blindCopies: ["cat@example.com"],
            priority: .high
        )
        let receipt = try await MailWorld.provider(port: server.port).send(mail)
        #expect(receipt.id == "smtp-\(UUIDText.format(mail.id.uuid))")
        #expect(receipt.response.object?["code"] == 250)
        let received = try #require(try server.received().first)
        #expect(received["to"] == ["ann@example.com", "bob@example.com", "cat@example.com"])
        #expect(received["from"] == "noreply@mail.example.com" && received["client"] == "client.example.com" && received["defects"] == [])
        #expect(received["text"]?.string?.trimmingCharacters(in: .newlines) == mail.body)
        #expect(header("subject", received) == ["Du wurdest zu „Spiele  Bcc: eve@example.com“ eingeladen"])
        #expect(header("bcc", received) == [] && header("cc", received) == ["bob@example.com"])
        #expect(header("message-id", received) == ["<\(UUIDText.format(mail.id.uuid))@mail.example.com>"])
        #expect(header("reply-to", received) == ["noreply@mail.example.com"] && header("importance", received) == ["high"])
    }

    @Test func `lines that begin with dots arrive in plain text, too`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        let mail = MailWorld.mail(body: ".\n.a\n..\nend.")
        _ = try await MailWorld.provider(port: server.port).send(mail)
        #expect(try server.received().first?["text"]?.string?.trimmingCharacters(in: .newlines) == mail.body)
    }

    @Test func `a refused recipient is final, one that is put off is not, and nobody else gets the mail`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        let provider = MailWorld.provider(port: server.port)
        let refused = await failure(provider, MailWorld.mail(to: "refused@example.com"))
        #expect(refused?.kind == .refused && refused?.summary == "the mail server answered 550 to RCPT TO")
        #expect(refused?.response?.object?["text"] == "5.1.1 no such user")
        #expect(await failure(provider, MailWorld.mail(to: "later@example.com"))?.kind == .deferred)
        #expect(await failure(provider, MailWorld.mail(copies: ["refused@example.com"]))?.kind == .refused)
        #expect(try server.received().isEmpty)
    }

    @Test(arguments: ["PLAIN", "LOGIN"])
    func `it logs in, and a wrong password means that the provider does not work with us`(_ mechanism: String) async throws {
        let server = try await PeerServer.smtp(["--user", "leadr", "--password", "s\u{E9}cret", "--mechanism", mechanism])
        defer { server.kill() }
        func provider(_ password: String) -> SMTPMailProvider {
            MailWorld.provider(port: server.port) {
                $0.username = "leadr"
                $0.password = password
            }
        }
        _ = try await provider("s\u{E9}cret").send(MailWorld.mail())
        #expect(try server.received().first?["user"] == "leadr")
        let wrong = await failure(provider("wrong"))
        #expect(wrong?.kind == .unavailable && wrong?.summary == "the mail server answered 535 to AUTH")
        #expect(await failure(MailWorld.provider(port: server.port))?.kind == .unavailable, "nobody logged in")
    }

    @Test(
        .enabled(if: SelfSignedCertificate.isAvailable, "needs openssl to make a certificate"),
        arguments: [
            SMTPConfiguration.Security.starttls, .tls,
        ]
    )
    func `a connection is secured before anything is said, and only with a server that proves who it is`(
        _ security: SMTPConfiguration.Security
    ) async throws {
        let (certificate, other) = (try SelfSignedCertificate(), try SelfSignedCertificate())
        defer { withExtendedLifetime((certificate, other)) {} }
        let server = try await PeerServer.smtp([
            "--security", security.rawValue, "--certificate", certificate.certificateFile, "--key", certificate.keyFile,
        ])
        defer { server.kill() }
        func provider(trusts: String?) -> SMTPMailProvider {
            MailWorld.provider(port: server.port) {
                $0.host = "localhost"
                $0.security = security
                $0.trustRootsFile = trusts
            }
        }
        _ = try await provider(trusts: certificate.certificateFile).send(MailWorld.mail())
        #expect(try server.received().first?["secure"] == true)
        #expect(await failure(provider(trusts: nil))?.kind == .unavailable)
        #expect(await failure(provider(trusts: other.certificateFile))?.kind == .unavailable)
        #expect(try server.received().count == 1)
    }

    @Test func `a server without STARTTLS gets nothing when it is wanted`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        let failure = await failure(MailWorld.provider(port: server.port) { $0.security = .starttls })
        #expect(failure?.summary == "the mail server does not offer STARTTLS")
        #expect(try server.received().isEmpty)
    }

    @Test func `nobody there, somebody else there, or no answer: the provider is down, within the time`() async throws {
        let nobody = await failure(MailWorld.provider(port: try FreePort.find()))
        #expect(nobody?.kind == .unavailable && nobody?.summary == "the mail server cannot be reached")
        let server = try await PeerServer.mailgun(domain: "d", key: "k")
        defer { server.kill() }
        // An HTTP server waits for us to speak first.
        let started = ContinuousClock.now
        let silent = await failure(MailWorld.provider(port: server.port) { $0.timeout = .milliseconds(300) })
        #expect(silent?.kind == .unavailable && silent?.summary == "the mail server did not answer in time")
        #expect(ContinuousClock.now - started < .seconds(10))
    }

    @Test func `a worker that must stop does not wait for the server`() async throws {
        let server = try await PeerServer.mailgun(domain: "d", key: "k")
        defer { server.kill() }
        let sending = Task { try await MailWorld.provider(port: server.port) { $0.timeout = .seconds(60) }.send(MailWorld.mail()) }
        let started = ContinuousClock.now
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
        #expect(ContinuousClock.now - started < .seconds(10))
    }
}
