/// What a RATIO board divides, and how (`contract/scoring.md §2.2`).
public struct BoardRatioConfig: Hashable, Sendable {
    /// Primary key.
    public var id: BoardRatioConfigID
    /// The RATIO board.
    public var boardID: BoardID
    /// Board of the dividend; cannot be changed.
    public var numeratorBoardID: BoardID
    /// Board of the divisor; cannot be changed.
    public var denominatorBoardID: BoardID
    /// Result of a division by zero.
    public var zeroDenominatorPolicy: ZeroDenominatorPolicy
    /// A smaller divisor gives no value.
    public var minDenominator: Double
    /// A smaller dividend gives no value.
    public var minNumerator: Double
    /// Factor of the stored value.
    public var scale: Int
    /// How the ratio is shown.
    public var display: RatioDisplay
    /// Digits after the point when shown.
    public var decimals: Int
    /// Kept, without effect.
    public var tieBreaker: RatioTieBreaker
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: BoardRatioConfigID,
        boardID: BoardID,
        numeratorBoardID: BoardID,
        denominatorBoardID: BoardID,
        zeroDenominatorPolicy: ZeroDenominatorPolicy = .null,
        minDenominator: Double = 0,
        minNumerator: Double = 0,
        scale: Int = 1_000_000,
        display: RatioDisplay = .raw,
        decimals: Int = 2,
        tieBreaker: RatioTieBreaker = .numeratorDescendingDenominatorAscending,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.boardID = boardID
        self.numeratorBoardID = numeratorBoardID
        self.denominatorBoardID = denominatorBoardID
        self.zeroDenominatorPolicy = zeroDenominatorPolicy
        self.minDenominator = minDenominator
        self.minNumerator = minNumerator
        self.scale = scale
        self.display = display
        self.decimals = decimals
        self.tieBreaker = tieBreaker
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
