import LeadrDomain
import Testing

@Suite struct WebhookSecretTests {
    @Test func `a secret is written as Standard Webhooks has it, and never in a log`() {
        let secret = WebhookSecret(bytes: [0, 1, 2, 253, 254, 255])
        #expect(secret.text == "whsec_AAEC/f7/")
        #expect("\(secret)" == "WebhookSecret(redacted)")
    }

    @Test func `new secrets have 256 bits and differ`() {
        let secrets = (0..<100).map { _ in WebhookSecret.random() }
        #expect(Set(secrets).count == 100)
        #expect(secrets.allSatisfy { $0.bytes.count == 32 })
    }

    @Test func `a replaced secret signs until its time`() {
        let (old, new) = (WebhookSecret(bytes: [1]), WebhookSecret(bytes: [2]))
        let secrets = WebhookSecrets(present: new, former: old, formerUntil: Timestamp(microseconds: 10))
        #expect(secrets.valid(at: Timestamp(microseconds: 9)) == [new, old])
        #expect(secrets.valid(at: Timestamp(microseconds: 10)) == [new])
        #expect(WebhookSecrets(present: new).valid(at: Timestamp(microseconds: 0)) == [new])
    }
}
