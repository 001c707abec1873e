import LeadrDomain

/// A pool of a board where another player may be first. No I/O.
public struct LeaderSuspicion: Hashable, Sendable, Comparable {
    /// Transactions of the database by their numbers.
    struct Horizon: Hashable, Sendable {
        /// The oldest that has not ended.
        var oldest: Int64
        /// The first that has not begun.
        var next: Int64
    }

    /// Why and until when somebody looks again.
    public enum Stage: Hashable, Sendable {
        /// A row was written.
        case written
        /// The first row became worse, which is committed by the time of this look.
        case worsened
        /// Transactions before this one may still know the better row.
        case waiting(Int64)
    }

    /// The board.
    public var boardID: BoardID
    /// Its pool.
    public var isTest: Bool
    /// Why somebody looks.
    public var stage = Stage.written

    /// A suspicion.
    public init(boardID: BoardID, isTest: Bool, stage: Stage = .written) {
        self.boardID = boardID
        self.isTest = isTest
        self.stage = stage
    }

    /// By board and pool.
    public static func < (left: Self, right: Self) -> Bool {
        (left.boardID, left.isTest ? 1 : 0) < (right.boardID, right.isTest ? 1 : 0)
    }

    /// The look after this one; nil when none is needed.
    func next(isWorse: Bool, _ horizon: Horizon) -> LeaderSuspicion? {
        var next = self
        switch stage {
        case _ where isWorse: next.stage = .worsened
        case .written: return nil
        // Whoever begins from here on reads the record as it is now.
        case .worsened: next.stage = .waiting(horizon.next)
        case .waiting(let number): if horizon.oldest >= number { return nil }
        }
        return next
    }

    /// One look for both: the one that asks for most.
    public func merged(with other: LeaderSuspicion) -> LeaderSuspicion {
        switch (stage, other.stage) {
        case (.worsened, _), (.waiting, .written): self
        case (_, .worsened), (.written, _): other
        case (.waiting(let number), .waiting(let otherNumber)): number >= otherNumber ? self : other
        }
    }
}
