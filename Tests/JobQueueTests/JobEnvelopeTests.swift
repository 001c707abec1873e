import Foundation
import JobQueue
import Testing

@Suite struct JobEnvelopeTests {
    private func sample() throws -> Job {
        try Job(
            id: UUID(),
            tenant: Tenant("acc-1"),
            enqueuedAt: 1_768_480_200_123,
            traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            requestID: "req",
            replyTo: "leadr:results:1",
            payload: [0, 1, 2, 255, 10]
        )
    }

    @Test func `a text that is too long is cut between characters, so that the job stays readable`() throws {
        let job = Job(id: UUID(), tenant: .system, enqueuedAt: 0, traceparent: String(repeating: "é", count: 128), payload: [7])
        let read = try JobEnvelope.decode(JobEnvelope.encode(job))
        #expect(read.traceparent == String(repeating: "é", count: 127) && read.payload == [7])
    }

    @Test func `a job survives its envelope`() throws {
        let job = try sample()
        #expect(try JobEnvelope.decode(JobEnvelope.encode(job)) == job)
    }

    @Test func `an envelope cut anywhere in its head is refused with a typed error`() throws {
        let job = try sample()
        let bytes = JobEnvelope.encode(job)
        for length in 0..<(bytes.count - job.payload.count) {
            #expect(throws: QueueError.self) { try JobEnvelope.decode(Array(bytes.prefix(length))) }
        }
    }

    @Test func `no bytes crash the reader`() throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = try JobEnvelope.encode(sample())
        for _ in 0..<5000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            do { _ = try JobEnvelope.decode(damaged) } catch { #expect(error.code == .malformedJob) }
        }
    }

    @Test(arguments: ["", "J1", "J2" + String(repeating: "0", count: 80), "not an envelope at all", "{\"id\":1}"])
    func `what is no envelope is malformed`(text: String) {
        #expect(throws: QueueError.self) { try JobEnvelope.decode(Array(text.utf8)) }
    }

    @Test func `queue names and tenants refuse what could leave their key`() {
        for text in ["", "a b", "a:b", "{x}", "a\n", String(repeating: "a", count: 65), "ä"] {
            #expect(throws: QueueError.self) { try Tenant(text) }
            #expect(throws: QueueError.self) { try QueueName(validating: text) }
        }
    }
}
