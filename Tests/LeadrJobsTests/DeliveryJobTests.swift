import ByteJSON
import LeadrDomain
import LeadrJobs
import Testing

@Suite struct DeliveryJobTests {
    private let mail = EmailID(Samples.uuid(7))

    @Test func `a job is read as it was written, and no other bytes are`() throws {
        let bytes = DeliveryJob.mail(mail).encoded()
        #expect(bytes.count == 18 && bytes.prefix(2) == [1, 1], "the form that queues hold during an upgrade")
        #expect(try DeliveryJob(decoding: bytes) == .mail(mail))
        for length in bytes.indices {
            #expect(throws: JobDecodingError.self) { try DeliveryJob(decoding: Array(bytes[..<length])) }
        }
        let webhook = DeliveryJob.webhook(WebhookDeliveryID(Samples.uuid(8)))
        #expect(webhook.encoded().count == 18 && webhook.encoded().prefix(2) == [1, 2])
        #expect(try DeliveryJob(decoding: webhook.encoded()) == webhook)
        #expect(throws: JobDecodingError.trailingBytes(offset: 18)) { try DeliveryJob(decoding: bytes + [0]) }
        #expect(throws: JobDecodingError.unsupportedVersion(2)) { try DeliveryJob(decoding: [2] + bytes.dropFirst()) }
        #expect(throws: JobDecodingError.invalid(field: "kind", offset: 1)) { try DeliveryJob(decoding: [1, 9] + bytes.dropFirst(2)) }
    }

    @Test func `operators see which delivery it is`() {
        let delivery = WebhookDeliveryID(Samples.uuid(8))
        let shown = DeliveryJob.webhook(delivery).jsonDescription().object
        #expect(shown?["kind"]?.string == "webhook" && shown?["webhook_delivery_id"]?.string == delivery.wire)
    }

    @Test func `operators see which mail it is`() {
        let shown = DeliveryJob.mail(mail).jsonDescription().object
        #expect(shown?["kind"]?.string == "mail" && shown?["email_id"]?.string == mail.wire)
    }
}
