import LeadrDomain

/// A place in the list of dead letters: by time of death, then id.
public struct DeadLetterPosition: Sendable, Hashable, Comparable {
    /// Time of death.
    public let diedAt: Timestamp
    /// Hexadecimal id.
    public let id: String

    init(diedAt: Timestamp, id: String) {
        self.diedAt = diedAt
        self.id = id
    }

    /// Before every letter.
    public static let start = DeadLetterPosition(diedAt: Timestamp(microseconds: 0), id: "")

    /// Reads a cursor; nil when it is none of ``text``.
    public init?(_ text: some StringProtocol) {
        let fields = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard fields.count == 2, let time = Int64(fields[0]), time >= 0, let id = JobIDText.parse(fields[1]) else { return nil }
        self.init(diedAt: Timestamp(microseconds: time), id: id)
    }

    /// The place as a cursor.
    public var text: String { "\(diedAt.microseconds)-\(id)" }

    /// Earlier deaths first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.diedAt.microseconds, left.id) < (right.diedAt.microseconds, right.id)
    }
}
