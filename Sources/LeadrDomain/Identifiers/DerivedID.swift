import Crypto
import Foundation

/// UUIDv8 values derived from their parts, so that every write of the same thing hits the same primary key (`design.md §2`).
public enum DerivedID {
    /// The ranked row of a RUN_IDENTITY, COUNTER or RATIO board: one per board, identity and pool.
    public static func boardState(board: BoardID, identity: IdentityID, isTest: Bool) -> BoardStateID {
        var input = Array("leadr/state/1".utf8)
        append(board.uuid, to: &input)
        append(identity.uuid, to: &input)
        input.append(isTest ? 1 : 0)
        return BoardStateID(uuid(from: input))
    }

    /// The ranked row of a RUN_RUNS board: one per event.
    public static func runEntry(event: ScoreEventID) -> RunEntryID {
        var input = Array("leadr/run/1".utf8)
        append(event.uuid, to: &input)
        return RunEntryID(uuid(from: input))
    }

    /// Name of an `Idempotency-Key` among those of an identity, and id of the first event that it stands for.
    static func idempotencyKey(_ text: String, of identity: IdentityID) -> UUID {
        var input = Array("leadr/event/1".utf8)
        append(identity.uuid, to: &input)
        input.append(contentsOf: text.utf8)
        return uuid(from: input)
    }

    /// The event that a key stands for when it is used anew on a day, counted from 1970.
    static func scoreEvent(key: UUID, day: Int64) -> ScoreEventID {
        var input = Array("leadr/event/2".utf8)
        append(key, to: &input)
        withUnsafeBytes(of: day.bigEndian) { input.append(contentsOf: $0) }
        return ScoreEventID(uuid(from: input))
    }

    /// The message about something that happened to a thing: one, however often the event is handed on.
    ///
    /// - Parameter occasion: The event, for what can happen more than once; nil for what happens once.
    public static func webhookMessage(_ type: WebhookEventType, about subject: UUID, on occasion: UUID? = nil) -> WebhookMessageID {
        var input = Array("leadr/webhook-message/1".utf8)
        append(subject, to: &input)
        if let occasion { append(occasion, to: &input) }
        input.append(contentsOf: type.rawValue.utf8)
        return WebhookMessageID(uuid(from: input))
    }

    /// The delivery of a message to a webhook: one.
    public static func webhookDelivery(of message: WebhookMessageID, to webhook: WebhookID) -> WebhookDeliveryID {
        var input = Array("leadr/webhook-delivery/1".utf8)
        append(message.uuid, to: &input)
        append(webhook.uuid, to: &input)
        return WebhookDeliveryID(uuid(from: input))
    }

    private static func append(_ uuid: UUID, to input: inout [UInt8]) {
        withUnsafeBytes(of: uuid.uuid) { input.append(contentsOf: $0) }
    }

    /// First 16 bytes of SHA-256 with the version (8) and variant bits of RFC 9562 §5.8.
    private static func uuid(from input: [UInt8]) -> UUID {
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { target in
            SHA256.hash(data: input).withUnsafeBytes { digest in
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: digest[0..<16]))
            }
            target[6] = target[6] & 0x0F | 0x80
            target[8] = target[8] & 0x3F | 0x80
        }
        return UUID(uuid: bytes)
    }
}
