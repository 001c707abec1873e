import Foundation
import LeadrDomain
import Testing

@testable import LeadrDelivery

@Suite struct WebhookSignatureTests {
    /// Computed with the library of Standard Webhooks 1.0.0 for Python.
    @Test func `a signature is the one that others compute`() throws {
        let id = WebhookMessageID(try #require(UUID(uuidString: "01890a5d-ac96-774b-bcce-b302099a8057")))
        let signature = WebhookSignature(messageID: id, time: Timestamp(microseconds: 1_700_000_000_999_999), body: Array(#"{"type":"ä"}"#.utf8))
        let secrets = WebhookSecrets(present: WebhookSecret(bytes: Array(0..<32)))
        let headers = signature.headers(secrets)
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(
            headers.map(\.value) == ["msg_01890a5d-ac96-774b-bcce-b302099a8057", "1700000000", "v1,lCXsCjGF/vdfApBwPFWqa2LQ1rDs0FYq16E1dm7pMhA="]
        )
    }

    @Test func `both secrets sign during a change`() {
        let secrets = WebhookSecrets(
            present: WebhookSecret(bytes: [1]),
            former: WebhookSecret(bytes: [2]),
            formerUntil: Timestamp(microseconds: 2_000_000)
        )
        func signatures(at seconds: Int64) -> [Substring] {
            let time = Timestamp(microseconds: seconds * 1_000_000)
            let signature = WebhookSignature(messageID: WebhookMessageID(UUID()), time: time, body: [])
            return signature.headers(secrets)[2].value.split(separator: " ")
        }
        #expect(signatures(at: 1).count == 2 && signatures(at: 1).allSatisfy { $0.hasPrefix("v1,") })
        #expect(signatures(at: 2).count == 1)
    }
}
