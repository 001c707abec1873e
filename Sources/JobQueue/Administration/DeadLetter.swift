/// A dead letter as operators see it.
public struct DeadLetter: Sendable, Equatable {
    /// Hexadecimal identity under which it is retried or dropped.
    public let id: String
    /// When it ended here, in milliseconds since the Unix epoch by the server's clock.
    public let diedAt: Int64
    /// The worker that buried it, or held it last: `host:pid:instance`.
    public let owner: String
    /// Why.
    public let reason: String
    /// The envelope as it was in the queue.
    public let envelope: [UInt8]

    /// The job; nil when the bytes are none.
    public var job: Job? { try? JobEnvelope.decode(envelope) }
}

extension DeadLetter {
    /// From a record `time owner-length reason-length\n owner reason envelope`; a damaged record is shown whole as the envelope.
    init(id: String, record: [UInt8]) {
        let head = record.prefix { $0 != UInt8(ascii: "\n") }
        let fields = String(decoding: head, as: UTF8.self).split(separator: " ").compactMap { Int64($0) }
        let body = record.dropFirst(head.count + 1)
        guard fields.count == 3, fields[1] >= 0, fields[2] >= 0, fields[1] + fields[2] <= body.count else {
            self.init(id: id, diedAt: 0, owner: "", reason: "damaged record", envelope: record)
            return
        }
        let (owner, reason) = (Int(fields[1]), Int(fields[2]))
        self.init(
            id: id,
            diedAt: fields[0],
            owner: String(decoding: body.prefix(owner), as: UTF8.self),
            reason: String(decoding: body.dropFirst(owner).prefix(reason), as: UTF8.self),
            envelope: Array(body.dropFirst(owner + reason))
        )
    }
}
