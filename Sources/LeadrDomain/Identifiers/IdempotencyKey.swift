import Foundation

/// An `Idempotency-Key` of one player without its text, which nobody else needs (`contract/rulings.md`, `Idempotency-Key`).
///
/// A key stands for one submission for a day; after that it may be used anew. Every event that it may stand for is derived from it, so that the
/// effect stays single even if Redis is lost.
public struct IdempotencyKey: Hashable, Sendable {
    /// How long a key stands for a submission.
    public static let life: Duration = .seconds(86_400)

    /// Whose key it is; others may use the same text.
    public let identityID: IdentityID
    /// Name of the key among those of the identity.
    public let digest: UUID

    /// The key with a text that a client chose.
    public init(_ text: String, of identity: IdentityID) {
        identityID = identity
        digest = DerivedID.idempotencyKey(text, of: identity)
    }

    /// The submission that a key which was never used stands for.
    public var firstEvent: ScoreEventID { ScoreEventID(digest) }

    /// The submission that a key stands for which is used anew at `time`: one per day.
    public func event(reusedAt time: Timestamp) -> ScoreEventID {
        DerivedID.scoreEvent(key: digest, day: time.seconds / 86_400)
    }

    /// Every submission that the key may stand for at `time`; a life touches two days.
    public func events(at time: Timestamp) -> [ScoreEventID] {
        [firstEvent, event(reusedAt: time), event(reusedAt: time - Self.life)]
    }
}
