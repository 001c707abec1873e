import Crypto
import Foundation
import LeadrDomain

/// Signs messages so that receivers can tell who sent them, when, and that nothing changed on the way (Standard Webhooks, "Signature scheme"):
/// HMAC-SHA256 over id, time and body.
struct WebhookSignature: Sendable {
    let messageID: WebhookMessageID
    let time: Timestamp
    let body: [UInt8]

    /// The headers of a request.
    func headers(_ secrets: WebhookSecrets) -> [(name: String, value: String)] {
        let signatures = secrets.valid(at: time).map { "v1," + Data(code(with: $0)).base64EncodedString() }
        return [
            ("webhook-id", messageID.wire), ("webhook-timestamp", "\(time.seconds)"), ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    private func code(with secret: WebhookSecret) -> HMAC<SHA256>.MAC {
        let signed = Array("\(messageID.wire).\(time.seconds).".utf8) + body
        return HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret.bytes))
    }
}
