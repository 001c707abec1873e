import Foundation

/// Place of a row among the rows of its board and pool: value in board direction, newer first, then smaller id (`contract/rulings.md`, "tie order").
public struct RankOrder: Hashable, Sendable, Comparable {
    /// The value, negated on descending boards; smaller is better.
    public var rankValue: Double
    /// Creation time of the row.
    public var createdAt: Timestamp
    /// Identifier of the row.
    public var id: UUID

    /// Creates a place.
    public init(rankValue: Double, createdAt: Timestamp, id: UUID) {
        self.rankValue = rankValue
        self.createdAt = createdAt
        self.id = id
    }

    /// Whether `left` ranks before `right`.
    public static func < (left: Self, right: Self) -> Bool {
        if left.rankValue != right.rankValue { return left.rankValue < right.rankValue }
        if left.createdAt != right.createdAt { return left.createdAt > right.createdAt }
        return UUIDText.precedes(left.id, right.id)
    }

    /// The number that sorts ascending in the board's direction. Subtracting from zero, unlike negating, never makes −0.
    public static func rankValue(_ value: Double, isDescending: Bool) -> Double {
        isDescending ? 0 - value : value + 0
    }
}
