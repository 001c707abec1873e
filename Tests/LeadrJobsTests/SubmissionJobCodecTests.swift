import ByteJSON
import LeadrDomain
import LeadrJobs
import Testing

@Suite("Submission jobs survive the queue")
struct SubmissionJobCodecTests {
    @Test(arguments: [Samples.least, Samples.full]) func `read as written`(job: SubmissionJob) throws {
        #expect(try SubmissionJob(decoding: job.encoded()) == job)
    }

    @Test(arguments: BoardType.allCases) func `every board type has a code`(type: BoardType) throws {
        var job = Samples.least
        job.boardType = type
        #expect(try SubmissionJob(decoding: job.encoded()).boardType == type)
    }

    @Test(arguments: FlagType.allCases) func `every verdict has codes`(type: FlagType) throws {
        var job = Samples.full
        for action in AntiCheatAction.allCases {
            for confidence in FlagConfidence.allCases {
                job.verdict?.action = action
                job.verdict?.flagType = type
                job.verdict?.confidence = confidence
                #expect(try SubmissionJob(decoding: job.encoded()) == job)
            }
        }
    }

    @Test func `what a verdict explains arrives with the job`() throws {
        let explanation = AntiCheatExplanation(rule: "velocity", action: .flag, measured: 0.25, limit: 2)
        var job = Samples.full
        job.verdict?.metadata = Array(#"{"velocity_threshold":2.0,"rule":"velocity","action":"flag","measured":0.25,"limit":2}"#.utf8)
        #expect(try SubmissionJob(decoding: job.encoded()).verdict?.explanation == explanation)
        let shown = job.jsonDescription().object?["verdict"]?.object?["metadata"]?.object
        #expect(shown?["rule"] == "velocity" && shown?["measured"]?.double == 0.25 && shown?["limit"] == 2)
    }

    @Test func `the stored form of version 1 never changes`() throws {
        let stored: [UInt8] = Self.versionOneBytes
        #expect(Samples.least.encoded() == stored)
        #expect(try SubmissionJob(decoding: stored) == Samples.least)
    }

    @Test func `large fields keep their length`() throws {
        var job = Samples.least
        job.metadata = Array(repeating: UInt8(ascii: "1"), count: 70_000)
        job.playerName = String(repeating: "n", count: 300)
        #expect(try SubmissionJob(decoding: job.encoded()) == job)
    }

    @Test func `the address is gone from what is kept`() throws {
        #expect(Samples.full.withoutClientIP().clientIP == nil)
        let description = String(decoding: Samples.full.jsonDescription().encoded(), as: UTF8.self)
        #expect(!description.contains("2001:db8"))
        #expect(description.contains(#""has_client_ip":true"#))
    }

    @Test func `operators read jobs as JSON`() throws {
        let object = try #require(Samples.full.jsonDescription().object)
        #expect(object["event_id"] == .string(Samples.event.wire))
        #expect(object["metadata"] == ["level": [1, "é", nullValue]])
        #expect(object["accepted_at"] == "2023-11-14T22:13:20.123456Z")
        #expect(object["verdict"]?.object?["flag_type"] == "velocity")
        #expect(Samples.least.jsonDescription().object?["geo"]?.isNull == true)
    }

    @Test func `metadata that is no JSON is shown as text`() {
        var job = Samples.least
        job.metadata = Array("{broken".utf8)
        #expect(job.jsonDescription().object?["metadata"] == "{broken")
    }

    private let nullValue = JSONValue.null

    private static let versionOneBytes: [UInt8] = {
        func id(_ last: UInt8) -> [UInt8] { [1, 0x92, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, last] }
        let time: [UInt8] = [0x40, 0x22, 0x20, 0x18, 0x24, 0x0A, 0x06, 0x00]
        let ids = id(2) + id(3) + id(4) + id(5)
        let value: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF8, 0xBF]
        return [1] + id(1) + time + ids + [0, 3] + value + [0, 0, 0, 0, 0, 0, 0, 0]
    }()
}
