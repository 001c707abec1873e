import Foundation
import LeadrDomain

/// The conversation that hands one mail over (RFC 5321 §3).
struct SMTPSession: Sendable {
    let connection: SMTPConnection
    let configuration: SMTPConfiguration

    /// Introduces the client, secures the connection and logs in, as the configuration says.
    func begin() async throws {
        try require(try await connection.greeting(), "the greeting")
        var capabilities = try await introduce()
        if configuration.security == .starttls {
            guard capabilities.offersTLS else { throw DeliveryFailure(.unavailable, "the mail server does not offer STARTTLS") }
            try require(try await connection.command("STARTTLS"), "STARTTLS")
            guard let context = try configuration.tlsContext() else { throw SMTPFault.insecure }
            try await connection.startTLS(context, serverName: configuration.serverName)
            // What was said before counts for nothing.
            capabilities = try await introduce()
        }
        if let username = configuration.username { try await logIn(username, capabilities) }
    }

    private func introduce() async throws -> SMTPCapabilities {
        let reply = try await connection.command("EHLO \(configuration.clientName)")
        try require(reply, "EHLO")
        return SMTPCapabilities(reply)
    }

    private func logIn(_ username: String, _ capabilities: SMTPCapabilities) async throws {
        if capabilities.mechanisms.contains("PLAIN") {
            let secret = Data("\0\(username)\0\(configuration.password)".utf8).base64EncodedString()
            try require(try await connection.command("AUTH PLAIN \(secret)"), "AUTH", 235)
        } else if capabilities.mechanisms.contains("LOGIN") {
            try require(try await connection.command("AUTH LOGIN"), "AUTH", 334)
            try require(try await connection.command(Data(username.utf8).base64EncodedString()), "AUTH", 334)
            try require(try await connection.command(Data(configuration.password.utf8).base64EncodedString()), "AUTH", 235)
        } else {
            throw DeliveryFailure(.unavailable, "the mail server offers neither AUTH PLAIN nor AUTH LOGIN")
        }
    }

    /// Hands the mail over. If one recipient is refused, nobody gets it.
    func transfer(_ message: MailMessage, _ envelope: MailEnvelope) async throws -> SMTPReply {
        try require(try await connection.command("MAIL FROM:<\(envelope.sender)>"), "MAIL FROM")
        for recipient in envelope.allRecipients {
            try accept(try await connection.command("RCPT TO:<\(recipient)>"), "RCPT TO")
        }
        try accept(try await connection.command("DATA"), "DATA", 354)
        let reply = try await connection.exchange(DotStuffing.encoded(message.text))
        try accept(reply, "the message")
        return reply
    }

    /// What any mail needs: a server that refuses it works with none.
    private func require(_ reply: SMTPReply, _ step: String, _ code: Int? = nil) throws(DeliveryFailure) {
        if code.map({ $0 == reply.code }) ?? reply.isPositive { return }
        throw DeliveryFailure(.unavailable, "the mail server answered \(reply.code) to \(step)", response: reply.json)
    }

    /// What depends on the mail: 5xx is final, 4xx may pass, 421 means that the server is about to go.
    private func accept(_ reply: SMTPReply, _ step: String, _ code: Int? = nil) throws(DeliveryFailure) {
        if code.map({ $0 == reply.code }) ?? reply.isPositive { return }
        let kind: DeliveryFailure.Kind = reply.code == 421 ? .unavailable : reply.code >= 500 ? .refused : .deferred
        throw DeliveryFailure(kind, "the mail server answered \(reply.code) to \(step)", response: reply.json)
    }
}
