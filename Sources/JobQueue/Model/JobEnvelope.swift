import Foundation

/// The bytes of a job in a list: a fixed text header that server-side functions can read and rewrite, then the parts of variable length.
///
/// | Bytes | Content |
/// |---|---|
/// | 0–1 | `J1`, format version |
/// | 2–4 | deliveries, decimal |
/// | 5–7 | failures, decimal |
/// | 8–39 | id, hexadecimal |
/// | 40–52 | enqueuedAt, milliseconds, decimal |
/// | 53–60 | lengths of tenant, traceparent, request id and reply channel, two hexadecimal digits each |
/// | 61– | tenant, traceparent, request id, reply channel, payload |
public enum JobEnvelope {
    static let headerLength = 61
    static let maximumCount = 999
    private static let digits: [UInt8] = Array("0123456789abcdef".utf8)

    /// Writes a job; counters above 999 are written as 999, over-long texts are cut to 255 bytes.
    public static func encode(_ job: Job) -> [UInt8] {
        let parts = [job.tenant.text, job.traceparent, job.requestID, job.replyTo].map(fitting)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerLength + parts.reduce(0) { $0 + $1.count } + job.payload.count)
        bytes.append(UInt8(ascii: "J"))
        bytes.append(UInt8(ascii: "1"))
        appendDecimal(Int64(min(job.deliveries, maximumCount)), width: 3, to: &bytes)
        appendDecimal(Int64(min(job.failures, maximumCount)), width: 3, to: &bytes)
        withUnsafeBytes(of: job.id.uuid) { uuid in
            for byte in uuid { appendHexadecimal(byte, to: &bytes) }
        }
        appendDecimal(max(0, job.enqueuedAt), width: 13, to: &bytes)
        for part in parts { appendHexadecimal(UInt8(part.count), to: &bytes) }
        for part in parts { bytes.append(contentsOf: part) }
        bytes.append(contentsOf: job.payload)
        return bytes
    }

    /// Reads a job.
    ///
    /// - Throws: ``QueueError`` with code `malformedJob` for anything that ``encode(_:)`` did not write.
    public static func decode(_ bytes: [UInt8]) throws(QueueError) -> Job {
        var reader = EnvelopeReader(bytes)
        guard reader.takeVersion() else { throw QueueError(.malformedJob, "Unknown envelope version") }
        guard let deliveries = reader.decimal(3), let failures = reader.decimal(3), let id = reader.uuid(), let enqueuedAt = reader.decimal(13),
            let lengths = reader.lengths(), let tenantText = reader.text(lengths[0]), let traceparent = reader.text(lengths[1]),
            let requestID = reader.text(lengths[2]), let replyTo = reader.text(lengths[3])
        else { throw QueueError(.malformedJob, "Truncated or damaged envelope header") }
        guard let tenant = try? Tenant(tenantText) else { throw QueueError(.malformedJob, "Damaged tenant in the envelope") }
        var job = Job(
            id: id,
            tenant: tenant,
            enqueuedAt: enqueuedAt,
            traceparent: traceparent,
            requestID: requestID,
            replyTo: replyTo,
            payload: reader.rest()
        )
        job.deliveries = Int(deliveries)
        job.failures = Int(failures)
        return job
    }

    /// At most 255 bytes, cut between characters: half a character would make the envelope unreadable.
    private static func fitting(_ text: String) -> [UInt8] {
        guard text.utf8.count > 255 else { return Array(text.utf8) }
        var end = text.utf8.index(text.utf8.startIndex, offsetBy: 255)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return Array(text.utf8[..<end])
    }

    private static func appendDecimal(_ value: Int64, width: Int, to bytes: inout [UInt8]) {
        var divisor: Int64 = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    private static func appendHexadecimal(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }
}
