import AsyncHTTPClient
import Foundation
import LeadrDomain
import NIOCore
import NIOHTTP1

/// Sends mails through Mailgun's HTTP API (`contract/platform.md §4.5`).
public struct MailgunMailProvider: MailProvider {
    private static let longestAnswer = 65_536

    private let client: HTTPClient
    private let url: String
    private let authorization: String
    private let sender: String
    private let timeout: Duration

    /// A provider.
    ///
    /// - Parameters:
    ///   - client: Makes the requests; must not follow redirects.
    ///   - baseURL: `MAILGUN_API_URL`.
    ///   - domain: `MAILGUN_DOMAIN`.
    ///   - key: `MAILGUN_API_KEY`.
    ///   - sender: The sender of mails that name none.
    ///   - timeout: Longest time for one mail.
    public init(client: HTTPClient, baseURL: String, domain: String, key: String, sender: String, timeout: Duration) {
        self.client = client
        url = baseURL.trimmingCharacters(in: ["/"]) + "/v3/\(domain)/messages"
        authorization = "Basic " + Data("api:\(key)".utf8).base64EncodedString()
        self.sender = sender
        self.timeout = timeout
    }

    /// `mailgun`.
    public var name: String { "mailgun" }

    /// Hands a mail to Mailgun.
    public func send(_ mail: OutgoingMail) async throws -> MailReceipt {
        let form = MailgunForm(mail, try MailEnvelope(mail, usualSender: sender))
        return try await AttemptLimit(timeout).run(reaching: "Mailgun") { try await post(form) }.receipt()
    }

    private func post(_ form: MailgunForm) async throws -> MailgunAnswer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers = ["Authorization": authorization, "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
        request.body = .bytes(ByteBuffer(string: form.encoded))
        let response = try await client.execute(request, deadline: .now() + TimeAmount(timeout))
        let body = try await response.body.collect(upTo: Self.longestAnswer)
        return MailgunAnswer(
            status: Int(response.status.code),
            body: Array(body.readableBytesView),
            retryAfter: response.headers.first(name: "Retry-After").flatMap { Int($0) }
        )
    }
}
