import ByteJSON
import Testing

@testable import LeadrDelivery

@Suite struct WebhookAnswerTests {
    private func failure(_ status: Int, retryAfter: Int? = nil) -> DeliveryFailure? {
        do throws(DeliveryFailure) {
            _ = try WebhookAnswer(status: status, body: [], retryAfter: retryAfter).receipt()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [200, 201, 202, 204, 299]) func `2xx says that the receiver took it`(_ status: Int) throws {
        #expect(try WebhookAnswer(status: status, body: Array("ok".utf8)).receipt().response == ["status": .integer(Int64(status)), "body": "ok"])
    }

    @Test(arguments: [100, 301, 307, 400, 401, 404, 408, 422, 429, 500, 503]) func `anything else is tried again`(_ status: Int) {
        #expect(failure(status)?.kind == .unavailable)
    }

    @Test func `gone is gone`() {
        #expect(failure(410)?.kind == .refused)
    }

    @Test func `a receiver may ask for time, within reason`() {
        #expect(failure(503, retryAfter: 7)?.retryAfter == .seconds(7))
        #expect(failure(503, retryAfter: 1_000_000)?.retryAfter == .seconds(3600))
        #expect(failure(503, retryAfter: -1)?.retryAfter == .zero)
        #expect(failure(500)?.retryAfter == nil)
    }

    @Test func `of a body the beginning is kept, and nothing that the database refuses`() throws {
        let body = [0, 0xFF] + Array(repeating: UInt8(ascii: "a"), count: 1000)
        let response = try WebhookAnswer(status: 200, body: body).receipt().response
        guard case .string(let text)? = response.object?["body"] else {
            Issue.record("no body")
            return
        }
        #expect(text == "\u{FFFD}" + String(repeating: "a", count: 498))
    }
}
