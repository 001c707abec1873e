import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import Testing

/// During an upgrade two versions work on the same queues (`docs/upgrade.md`). Both directions are held here by bytes that the previous version wrote
/// (`scripts/lib/previous-version`): this build reads them, and writes what the previous version can read.
///
/// A new format is read first and written one release later. So when a test of writing fails, the previous version would bury the jobs of this one.
@Suite("Two versions on one queue") struct PreviousFormatTests {
    @Test(arguments: [(least, Samples.least), (full, Samples.full)])
    func `submission jobs of the previous version are read, and ours are its`(hexadecimal: String, job: SubmissionJob) throws {
        #expect(try SubmissionJob(decoding: bytes(hexadecimal)) == job)
        #expect(job.encoded() == bytes(hexadecimal))
    }

    @Test func `an explained verdict has the form of the previous version, whose verdicts explain nothing`() throws {
        let metadata = Array(#"{"rule":"velocity","action":"flag","measured":0.5,"limit":2}"#.utf8)
        var job = Samples.full
        job.verdict?.metadata = metadata
        let hexadecimal = Self.full.replacingOccurrences(of: Self.verdictMetadata, with: "3c " + metadata.map { String(format: "%02x", $0) }.joined())
        #expect(job.encoded() == bytes(hexadecimal))
        #expect(try SubmissionJob(decoding: bytes(hexadecimal)).verdict?.explanation?.limit == 2)
        #expect(try SubmissionJob(decoding: bytes(Self.full)).verdict?.explanation == nil)
    }

    @Test(arguments: boardStateJobs)
    func `board state jobs of the previous version are read, and ours are its`(hexadecimal: String, job: BoardStateJob) throws {
        #expect(try BoardStateJob(decoding: bytes(hexadecimal)) == job)
        #expect(job.encoded() == bytes(hexadecimal))
    }

    @Test(arguments: results)
    func `results of the previous version are read, and ours are its`(hexadecimal: String, result: SubmissionResult) throws {
        #expect(try SubmissionResult(decoding: bytes(hexadecimal)) == result)
        #expect(result.encoded() == bytes(hexadecimal))
    }

    @Test func `envelopes of the previous version are read, and ours are its`() throws {
        let job = Job(
            id: Samples.uuid(1),
            tenant: try Tenant("acc-1"),
            enqueuedAt: 1_768_480_200_123,
            traceparent: "00-4bf9-01",
            requestID: "req",
            replyTo: "leadr:results:1",
            payload: Array("payload".utf8)
        )
        let envelope = Array("J10000000192030405067008800a0b0c0d0e0f011768480200123050a030facc-100-4bf9-01reqleadr:results:1payload".utf8)
        #expect(try JobEnvelope.decode(envelope) == job)
        #expect(JobEnvelope.encode(job) == envelope)
    }

    @Test(arguments: ["02", "ff"]) func `a format that is not known yet is told apart from damage`(version: String) {
        let expected = JobDecodingError.unsupportedVersion(bytes(version)[0])
        #expect(throws: expected) { try SubmissionJob(decoding: bytes(version) + bytes(Self.least).dropFirst()) }
        #expect(throws: expected) { try BoardStateJob(decoding: bytes(version) + bytes(Self.boardStateJobs[0].0).dropFirst()) }
        #expect(throws: expected) { try SubmissionResult(decoding: bytes(version) + bytes(Self.results[0].0).dropFirst()) }
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap { $0.hexDigitValue.map { UInt8($0) } }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    // MARK: - Bytes of the previous version

    private static let least = """
        01 0192030405067008800a0b0c0d0e0f01 40222018240a0600 0192030405067008800a0b0c0d0e0f02 0192030405067008800a0b0c0d0e0f03
        0192030405067008800a0b0c0d0e0f04 0192030405067008800a0b0c0d0e0f05 00 03 000000000000f8bf 00 00 00 00 00 00 00 00
        """

    private static let full = """
        01 0192030405067008800a0b0c0d0e0f01 40222018240a0600 0192030405067008800a0b0c0d0e0f02 0192030405067008800a0b0c0d0e0f03
        0192030405067008800a0b0c0d0e0f04 0192030405067008800a0b0c0d0e0f05 01 02 000000000000f8bf 01 08 313a30322e353030
        01 17 7b226c6576656c223a5b312c22c3a9222c6e756c6c5d7d 09 5a6fc3ab20f09f9880 01 09 5a6fc3ab20f09f9880 01
        01 0b 323030313a6462383a3a31 01 01 0d 4575726f70652f4265726c696e 01 02 4445 00
        01 02 01 03 01 03 01 0a 52617069642d66697265 01 11 7b227468726573686f6c64223a322e307d 3300000000000000 00401e18240a0600
        01 0000000000001d40
        """

    /// Length and text of the metadata in the verdict of ``full``.
    private static let verdictMetadata = "11 7b227468726573686f6c64223a322e307d"

    private static let boardStateJobs: [(String, BoardStateJob)] = [
        (
            "01 01 0192030405067008800a0b0c0d0e0f04 0192030405067008800a0b0c0d0e0f05 01",
            .recomputeRatio(board: Samples.board, identity: Samples.identity, isTest: true)
        ),
        ("01 02 0192030405067008800a0b0c0d0e0f04", .recomputeRatioBoard(Samples.board)),
        (
            "01 03 0192030405067008800a0b0c0d0e0f04 0192030405067008800a0b0c0d0e0f05 00",
            .recomputeState(board: Samples.board, identity: Samples.identity, isTest: false)
        ),
        ("01 04 0192030405067008800a0b0c0d0e0f04", .applyRanking(Samples.board)),
        ("01 05 0192030405067008800a0b0c0d0e0f04 01", .rebuildIndex(board: Samples.board, isTest: true)),
    ]

    private static let results: [(String, SubmissionResult)] = [
        (
            "01 0192030405067008800a0b0c0d0e0f01 01 c900000000000000 00 01 0192030405067008800a0b0c0d0e0f09 01",
            SubmissionResult(eventID: Samples.event, status: .accepted, httpStatus: 201, scoreID: ScoreID(Samples.uuid(9)), isRunEntry: true)
        ),
        (
            "01 0192030405067008800a0b0c0d0e0f01 00 ad01000000000000 01 08 746f6f2066617374 00 00",
            SubmissionResult(eventID: Samples.event, status: .rejected, httpStatus: 429, error: "too fast")
        ),
    ]
}
