import LeadrDomain
import LeadrStore

/// Why a score is what it is, and where it is: its events with their verdicts, the rule, its neighbours. No I/O.
public struct ScoreExplanation: Sendable {
    /// What became of an event.
    public enum Verdict: Hashable, Sendable {
        /// It counts.
        case accepted
        /// Anti-cheat rejected it, for that reason; it never counts.
        case rejected(String)
        /// A flag keeps it out of every row.
        case hidden
    }

    /// An event of the row.
    public struct Step: Hashable, Sendable {
        /// The event.
        public var event: ScoreEvent
        /// What became of it.
        public var verdict: Verdict
        /// Its live flags, those that hide nothing included.
        public var flags: [ScoreFlag]
        /// Whether the row shows it.
        public var isSelected: Bool
        /// Sum of a counter after it; nil elsewhere.
        public var sum: ExactDecimal?
    }

    /// What was found.
    public let evidence: ScoreEvidence
    /// Events in the total order.
    public let steps: [Step]

    /// Explains what was found.
    public init(_ evidence: ScoreEvidence) {
        self.evidence = evidence
        let isCounter = evidence.view.board.boardType == .counter
        var sum = ExactDecimal.zero
        steps = evidence.events.map { event in
            let flags = evidence.flags[event.id] ?? []
            let verdict: Verdict =
                event.rejectedReason.map { .rejected($0) } ?? (flags.contains(where: \.hidesEvent) ? .hidden : .accepted)
            if verdict == .accepted { sum = sum + ExactDecimal(event.payload.value) }
            return Step(
                event: event,
                verdict: verdict,
                flags: flags,
                isSelected: event.id == evidence.ranked.selectedEventID,
                sum: isCounter ? sum : nil
            )
        }
    }

    /// The row as reads see it.
    public var row: RankedRow { evidence.ranked }
    /// The board.
    public var board: Board { evidence.view.board }
    /// Number of events that count.
    public var countingEvents: Int { steps.count { $0.verdict == .accepted } }

    /// Rows of equal value that stand before it by the tie policy.
    public var equalBefore: Int {
        let neighbours = evidence.neighbours
        switch board.tiePolicy {
        case .newest: return neighbours.equalNewer + neighbours.equalSmaller
        case .earliest: return neighbours.equalOlder + neighbours.equalSmaller
        case .shared: return 0
        }
    }

    /// Its rank in its pool; nil when it is not on the board.
    public var rank: Int? { absence == nil ? 1 + evidence.neighbours.better + equalBefore : nil }
}
