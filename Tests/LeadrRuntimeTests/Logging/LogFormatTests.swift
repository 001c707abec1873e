import Foundation
import LeadrDomain
import Logging
import Testing

@testable import LeadrRuntime

@Suite struct LogFormatTests {
    private let destination = MemoryDestination()

    private func json() throws -> [String: Any] {
        let lines = destination.text.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.count == 2 && lines[1].isEmpty)
        return try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    }

    @Test func `a line is one JSON object with the keys of the contract`() throws {
        let logger = Logger.writing(to: destination, format: JSONLogFormat())
        logger.warning("something happened", metadata: ["count": .stringConvertible(3), "name": "x", "flag": .stringConvertible(true)])
        let object = try json()
        #expect(object["event"] as? String == "something happened")
        #expect(object["level"] as? String == "warning")
        #expect(object["logger"] as? String == "test")
        #expect(object["app"] as? String == "LEADR" && object["env"] as? String == "TEST")
        #expect((object["timestamp"] as? String)?.hasSuffix(".123456Z") == true)
        #expect((object["func_name"] as? String)?.contains("keys of the contract") == true)
        #expect(object["lineno"] as? Int != nil && object["count"] as? Int == 3)
        #expect(object["flag"] as? Bool == true && object["name"] as? String == "x")
    }

    @Test func `user text can neither end a line nor a string`() throws {
        let hostile = "a\"b\\c\nd\r\u{0}\u{1B}[31m{\"level\":\"critical\"}\u{7F}é🎮"
        let logger = Logger.writing(to: destination, format: JSONLogFormat())
        logger.info("\(hostile)", metadata: ["\(hostile)": "\(hostile)", "list": .array(["\(hostile)"]), "map": .dictionary([hostile: "x"])])
        let object = try json()
        #expect(object["event"] as? String == hostile)
        #expect(object[hostile] as? String == hostile)
        #expect(object["level"] as? String == "info")
        #expect((object["list"] as? [String]) == [hostile])
    }

    @Test func `metadata cannot replace the line's own keys`() throws {
        Logger.writing(to: destination, format: JSONLogFormat()).info("real", metadata: ["event": "forged", "level": "critical"])
        let object = try json()
        #expect(object["event"] as? String == "real" && object["level"] as? String == "info")
        #expect(object["_event"] as? String == "forged")
    }

    @Test func `lines carry the ids of the work they belong to`() throws {
        let trace = try #require(TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        let logger = Logger.writing(to: destination, format: JSONLogFormat())
        CorrelationContext.$current.withValue(CorrelationContext(requestID: "r1", jobID: "j1", trace: trace)) { logger.info("x") }
        let object = try json()
        #expect(object["request_id"] as? String == "r1" && object["job_id"] as? String == "j1")
        #expect(object["trace_id"] as? String == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(object["span_id"] as? String == "00f067aa0ba902b7")
    }

    @Test func `the text format keeps control characters from the terminal`() {
        Logger.writing(to: destination, format: TextLogFormat()).error("a\nb\u{1B}[2J", metadata: ["k": "v\rw"])
        #expect(destination.text.split(separator: "\n").count == 1)
        #expect(!destination.text.contains("\u{1B}[2J") && !destination.text.contains("\r"))
        #expect(destination.text.contains("a\\nb") && destination.text.contains("v\\rw"))
    }

    @Test func `numbers that JSON cannot hold become text`() throws {
        let metadata: Logger.Metadata = ["n": .stringConvertible(Double.nan), "d": .stringConvertible(1.5)]
        Logger.writing(to: destination, format: JSONLogFormat()).info("x", metadata: metadata)
        #expect(try json()["n"] as? String == "nan")
        #expect(try json()["d"] as? Double == 1.5)
    }
}
