import Foundation

/// Place of a row among the rows of its board and pool: value in board direction, then creation time as the board's tie policy says, then smaller id
/// (`contract/rulings.md`, "tie order").
public struct RankOrder: Hashable, Sendable {
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

    /// Whether this place comes before another one of the same board; rows that share a rank have an order as well.
    public func precedes(_ other: RankOrder, _ ties: TiePolicy) -> Bool {
        if rankValue != other.rankValue { return rankValue < other.rankValue }
        if createdAt != other.createdAt { return (createdAt > other.createdAt) == ties.isNewestFirst }
        return UUIDText.precedes(id, other.id)
    }

    /// The number that sorts ascending in the board's direction. Subtracting from zero, unlike negating, never makes −0.
    public static func rankValue(_ value: Double, isDescending: Bool) -> Double {
        isDescending ? 0 - value : value + 0
    }
}
