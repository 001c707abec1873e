import Foundation
import JobQueue
import LeadrDomain
import Testing

@testable import LeadrServices

@Suite struct OperatorTextTests {
    @Test func `a job is named by its event, its UUID or its digits`() {
        let uuid = UUID()
        let digits = UUIDText.hexadecimal(uuid)
        for text in ["sev_\(uuid)", uuid.uuidString, UUIDText.format(uuid), digits, digits.uppercased()] { #expect(JobIDText.parse(text) == digits) }
        for text in ["", "brd_\(uuid)", "*", String(digits.dropLast()), digits + "0", "sev_", "{s0}:ranking"] {
            #expect(JobIDText.parse(text) == nil)
        }
    }

    @Test func `a worker is named with or without its instance`() throws {
        let worker = WorkerIdentity(host: "a-1.example", processID: 42, instance: "x1")
        #expect(try #require(WorkerName("a-1.example:42")).matches(worker))
        #expect(try #require(WorkerName("a-1.example:42:x1")).matches(worker))
        for text in ["a-1.example:42:x2", "a-1.example:43", "b:42:x1"] { #expect(try !#require(WorkerName(text)).matches(worker)) }
        for text in ["", "a", "a:b", ":42", "a:42:x:y", "a:99999999999"] { #expect(WorkerName(text) == nil) }
        #expect(WorkerName("a:42:x")?.description == "a:42:x" && WorkerName("a:42")?.description == "a:42")
    }

    @Test func `a time is an age or RFC 3339`() {
        let now = Timestamp(microseconds: 1_700_000_000_000_000)
        #expect(TimeBoundText.parse("90s", now: now) == now - .seconds(90))
        #expect(TimeBoundText.parse("30m", now: now) == now - .seconds(1800))
        #expect(TimeBoundText.parse("7d", now: now) == now - .seconds(604_800))
        #expect(TimeBoundText.parse(now.rfc3339, now: .init(microseconds: 0)) == now)
        for text in ["", "m", "7", "-7d", "7w", "99999999999999999999d", "9223372036854775807d", "4000000000s"] {
            #expect(TimeBoundText.parse(text, now: now) == nil)
        }
    }
}
