import Foundation

/// One life of Redis's data, from the moment it was known to be complete until it is lost (`design.md §2`, durability).
///
/// PostgreSQL remembers the epoch, and Redis holds it next to the queues. Where it is missing there, or another one, the queues are gone as well.
public struct RedisEpoch: Hashable, Sendable {
    /// Grows with every life; marks in the inbox name it.
    public let number: Int64
    /// Random, so that two databases on one Redis, or a restored one, are told apart.
    public let nonce: UUID

    /// An epoch as it is stored.
    public init(number: Int64, nonce: UUID) {
        self.number = number
        self.nonce = nonce
    }

    /// The epoch after `former`, or the first one.
    public init(after former: RedisEpoch?) {
        self.init(number: (former?.number ?? 0) + 1, nonce: UUID())
    }

    /// What Redis holds once the epoch is complete.
    public var text: String { "\(number):\(UUIDText.format(nonce))" }

    /// What Redis holds while it is being filled for the epoch.
    public var announcement: String { "?" + text }

    /// Reads ``text``; nil for anything else, announcements included.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int64(parts[0]), let nonce = UUIDText.parse(parts[1]) else { return nil }
        self.init(number: number, nonce: nonce)
    }
}
