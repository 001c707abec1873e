import Foundation
import LeadrDomain

/// What is kept of a request with an `Idempotency-Key` (`contract/rulings.md`).
public struct IdempotencyRecord: Sendable, Equatable {
    /// SHA-256 of the request body, 32 bytes.
    public var bodyHash: [UInt8]
    /// The submission that the key stands for.
    public var eventID: ScoreEventID
    /// Time of acceptance of the first request; a repetition of a later step uses it again.
    public var acceptedAt: Timestamp
    /// Whether the submission is known to be queued. False for a moment after the claim, or for ever if the process died in between: then whoever
    /// comes next may repeat the later steps, which are idempotent.
    public var isQueued: Bool

    /// A record; new ones are not queued yet.
    public init(bodyHash: [UInt8], eventID: ScoreEventID, acceptedAt: Timestamp, isQueued: Bool = false) {
        self.bodyHash = bodyHash
        self.eventID = eventID
        self.acceptedAt = acceptedAt
        self.isQueued = isQueued
    }

    /// Whether a request with this body is the same request; another one is answered 422.
    public func matches(bodyHash other: [UInt8]) -> Bool {
        bodyHash == other
    }
}

extension IdempotencyRecord {
    /// Stored form: state, 8 bytes of time, 16 of the event unless it is the key's first one, the hash.
    func bytes(of key: IdempotencyKey) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(isQueued ? 1 : 0)
        writer.append(integer: acceptedAt.microseconds)
        if eventID != key.firstEvent { writer.append(bytes: eventID.uuid.byteArray) }
        writer.append(bytes: bodyHash)
        return writer.bytes
    }

    init?(bytes: [UInt8], of key: IdempotencyKey) {
        var reader = ByteReader(bytes)
        guard let state = reader.byte(), let microseconds = reader.integer(), !reader.isAtEnd else { return nil }
        var event = key.firstEvent
        if bytes.count > Self.lengthWithoutEvent {
            guard let uuid = reader.bytes(16).flatMap({ UUID(byteArray: $0) }) else { return nil }
            event = ScoreEventID(uuid)
        }
        self.init(bodyHash: reader.rest(), eventID: event, acceptedAt: Timestamp(microseconds: microseconds), isQueued: state == 1)
    }

    /// State, time and a hash of 32 bytes.
    private static let lengthWithoutEvent = 41
}
