import ByteJSON
import LeadrDomain
import LeadrJobs
import Testing

@Suite("Results and board state jobs")
struct OtherCodecTests {
    private static let jobs: [BoardStateJob] = [
        .recomputeRatio(board: Samples.board, identity: Samples.identity, isTest: true), .recomputeRatioBoard(Samples.board),
        .recomputeState(board: Samples.board, identity: Samples.identity, isTest: false), .applyRanking(Samples.board),
        .rebuildIndex(board: Samples.board, isTest: true),
    ]

    private static let results = [
        SubmissionResult(eventID: Samples.event, status: .accepted, httpStatus: 201, scoreID: ScoreID(Samples.uuid(9)), isRunEntry: true),
        SubmissionResult(eventID: Samples.event, status: .rejected, httpStatus: 429, error: "too fast"),
    ]

    @Test(arguments: jobs) func `board state jobs are read as written`(job: BoardStateJob) throws {
        let bytes = job.encoded()
        #expect(try BoardStateJob(decoding: bytes) == job)
        for length in bytes.indices {
            #expect(throws: JobDecodingError.self) { try BoardStateJob(decoding: Array(bytes[..<length])) }
        }
        #expect(throws: JobDecodingError.trailingBytes(offset: bytes.count)) { try BoardStateJob(decoding: bytes + [1]) }
        #expect(job.jsonDescription().object?["kind"]?.string == job.name)
    }

    @Test(arguments: [0, 6, 255] as [UInt8]) func `unknown kinds of work are refused`(kind: UInt8) {
        #expect(throws: JobDecodingError.invalid(field: "kind", offset: 1)) {
            try BoardStateJob(decoding: [1, kind] + Array(repeating: 0, count: 33))
        }
    }

    @Test(arguments: results) func `results are read as written`(result: SubmissionResult) throws {
        let bytes = result.encoded()
        #expect(try SubmissionResult(decoding: bytes) == result)
        for length in bytes.indices {
            #expect(throws: JobDecodingError.self) { try SubmissionResult(decoding: Array(bytes[..<length])) }
        }
        #expect(throws: JobDecodingError.unsupportedVersion(9)) { try SubmissionResult(decoding: [9] + bytes.dropFirst()) }
    }

    @Test func `different work has different bytes`() {
        #expect(Set(Self.jobs.map { $0.encoded() }).count == Self.jobs.count)
    }
}
