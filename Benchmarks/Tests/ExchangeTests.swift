import Foundation
import LeadrDomain
import NIOCore
import Testing

@testable import leadr_bench

@Suite struct ExchangeTests {
    private let window = LoadWindow(warmUp: .seconds(1), length: .seconds(10))
    private let boards = [BenchBoard(id: BoardID(UUID()), type: .runIdentity)]
    private let nonceAnswer = ByteBuffer(string: #"{"nonce_value":"0a1b","expires_at":"2026-01-01T00:00:00Z"}"#)

    private func session(_ name: String) throws -> BenchSession {
        BenchSession(try LoadTarget("http://127.0.0.1:1"), prefix: "/v1", identityID: IdentityID(UUID()), name: name, token: "token-\(name)")
    }

    private func writer(wait: Int? = nil) -> SubmissionWriter { SubmissionWriter(boards: boards, wait: wait, seed: 1) }

    private func send(_ exchange: inout some LoadExchange, at now: NIODeadline) -> String {
        var buffer = ByteBuffer()
        guard case .send = exchange.next(&buffer, now: now) else { return "" }
        return String(buffer: buffer)
    }

    @Test func `a pair is a nonce and a submission that carries it, with the length of its body`() throws {
        var exchange = PairExchange([try session("a")], writer: writer(), window: window)
        #expect(send(&exchange, at: window.start).hasPrefix("GET /v1/client/nonce HTTP/1.1\r\n"))
        exchange.received(status: 200, body: nonceAnswer, now: window.start)
        let parts = send(&exchange, at: window.start).components(separatedBy: "\r\n\r\n")
        #expect(parts[0].contains("leadr-client-nonce: 0a1b\r\n"))
        #expect(parts[0].hasSuffix("Content-Length: \(parts[1].utf8.count)"))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(parts[1].utf8)) }
    }

    @Test func `pairs count inside the window only, and other answers are reported`() throws {
        var exchange = PairExchange([try session("a"), try session("b")], writer: writer(), window: window)
        for (time, status) in [(window.start, 202), (window.measureFrom, 202), (window.measureFrom, 503), (window.end, 202)] {
            _ = send(&exchange, at: window.start)
            exchange.received(status: 200, body: nonceAnswer, now: window.start)
            _ = send(&exchange, at: window.start)
            exchange.received(status: status, body: ByteBuffer(), now: time)
        }
        let report = exchange.report(failure: nil)
        #expect(report.accepted == 3)
        #expect(report.counted == 1)
        #expect(report.refused == ["submit 503": 1])
    }

    @Test func `a late submission is measured from when it was due`() throws {
        let due = window.measureFrom
        var exchange = TimedSubmitExchange(try session("a"), writer: writer(wait: 10), window: window, first: due, interval: .seconds(1))
        _ = send(&exchange, at: window.start)
        exchange.received(status: 200, body: nonceAnswer, now: window.start)
        #expect(send(&exchange, at: window.start).isEmpty)
        #expect(send(&exchange, at: due + .milliseconds(400)).contains("Prefer: wait=10\r\n"))
        exchange.received(status: 201, body: ByteBuffer(), now: due + .milliseconds(500))
        #expect(exchange.report(failure: nil).latencies == [500_000])
    }

    @Test func `a receipt is no result`() throws {
        var exchange = TimedSubmitExchange(try session("a"), writer: writer(wait: 10), window: window, first: window.start, interval: .seconds(1))
        _ = send(&exchange, at: window.start)
        exchange.received(status: 200, body: nonceAnswer, now: window.start)
        _ = send(&exchange, at: window.start)
        exchange.received(status: 202, body: ByteBuffer(), now: window.start)
        #expect(exchange.report(failure: nil).refused == ["submit 202": 1])
    }
}
