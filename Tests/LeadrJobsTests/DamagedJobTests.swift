import LeadrDomain
import LeadrJobs
import Testing

@Suite("Damaged jobs are refused with a typed error, never a crash")
struct DamagedJobTests {
    private let encoded = Samples.full.encoded()

    @Test func `cut at every byte`() {
        for length in 0..<encoded.count {
            let error = #expect(throws: JobDecodingError.self) { try SubmissionJob(decoding: Array(encoded[..<length])) }
            guard case .truncated = error else {
                Issue.record("\(length) bytes: \(String(describing: error))")
                continue
            }
        }
    }

    @Test func `bytes after the end`() {
        #expect(throws: JobDecodingError.trailingBytes(offset: encoded.count)) { try SubmissionJob(decoding: encoded + [0]) }
    }

    @Test(arguments: [0, 2, 0x7B, 255] as [UInt8]) func `unknown versions`(version: UInt8) {
        #expect(throws: JobDecodingError.unsupportedVersion(version)) { try SubmissionJob(decoding: [version] + encoded.dropFirst()) }
    }

    @Test func `every flipped bit gives a job or a typed error`() {
        for index in encoded.indices {
            for bit in 0..<8 {
                var damaged = encoded
                damaged[index] ^= 1 << UInt8(bit)
                expectSafe(damaged)
            }
        }
    }

    @Test(arguments: 0..<20) func `random bytes`(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next() -> UInt8 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        for length in 0..<400 {
            expectSafe([1] + (0..<length).map { _ in next() })
        }
    }

    @Test func `a length beyond the end`() {
        var job = Samples.least.encoded()
        let nameLength = job.count - 6
        job[nameLength] = 0xFF
        #expect(throws: JobDecodingError.self) { try SubmissionJob(decoding: job) }
        let endless = job[..<nameLength] + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
        #expect(throws: JobDecodingError.invalid(field: "playerName", offset: nameLength + 3)) { try SubmissionJob(decoding: Array(endless)) }
    }

    @Test func `a value that is not finite, a name with NUL, a name that is no UTF-8`() {
        var job = Samples.least
        job.value = .infinity
        #expect(throws: JobDecodingError.invalid(field: "value", offset: 91)) { try SubmissionJob(decoding: job.encoded()) }
        job = Samples.least
        job.playerName = "a\u{0}b"
        #expect(throws: JobDecodingError.self) { try SubmissionJob(decoding: job.encoded()) }
        job.playerName = "ab"
        var bytes = job.encoded()
        bytes[bytes.count - 7] = 0xFF
        #expect(throws: JobDecodingError.self) { try SubmissionJob(decoding: bytes) }
    }

    private func expectSafe(_ bytes: [UInt8]) {
        do throws(JobDecodingError) {
            let job = try SubmissionJob(decoding: bytes)
            #expect(try SubmissionJob(decoding: job.encoded()) == job)
        } catch {
            #expect(!error.description.isEmpty)
        }
    }
}
