import LeadrDomain
import LeadrStore

extension ScoreExplanation {
    /// The rule of the board in words (`contract/scoring.md §5.3`, `§4.4`).
    public var rule: String {
        let count = "\(countingEvents) event\(countingEvents == 1 ? "" : "s")"
        let end = board.sortDirection.isDescending ? "greatest" : "least"
        let direction = board.sortDirection.isDescending ? "descending" : "ascending"
        switch (board.boardType, board.keepStrategy) {
        case (.runIdentity, .first): return "FIRST of \(count), \(direction): the earliest"
        case (.runIdentity, .latest): return "LATEST of \(count), \(direction): the latest"
        case (.runIdentity, _): return "BEST of \(count), \(direction): \(end) value, the earliest of equal ones"
        case (.counter, _): return "COUNTER of \(count), \(direction): their sum, with the name and metadata of the latest"
        case (.runRuns, _): return "RUN_RUNS, \(direction): every event is a row of its own"
        case (.ratio, _): return "RATIO, \(direction): \(ratioRule)"
        }
    }

    /// Why the row is not ranked; nil when it is.
    public var absence: String? {
        if let time = board.deletedAt { return "its board was deleted at \(time.rfc3339)" }
        switch evidence.row {
        case .entry(let entry):
            if let time = entry.deletedAt { return "deleted at \(time.rfc3339)" }
            return entry.excludedAt.map { "excluded at \($0.rfc3339), since a flag says \(entry.excludedReason ?? "so")" }
        case .state(let state):
            if let time = state.deletedAt {
                return "deleted at \(time.rfc3339), since \(board.boardType == .ratio ? "a source has no row" : "no event counts")"
            }
            guard state.value == nil else { return nil }
            return board.boardType == .ratio ? "the ratio has no value: a source is below its minimum, or the denominator is 0" : "it has no value"
        }
    }

    /// Why the row has its rank, or has none.
    public var standing: String {
        if let absence { return "not on the board: \(absence)" }
        let better = evidence.neighbours.better
        let first = "rank \(1 + better + equalBefore): \(better == 1 ? "1 row is" : "\(better) rows are") better"
        switch board.tiePolicy {
        case .shared: return first + "; equal values share a rank"
        case .newest: return first + ", \(equalBefore) of equal value before it, newer first"
        case .earliest: return first + ", \(equalBefore) of equal value before it, older first"
        }
    }

    private var ratioRule: String {
        guard let ratio = evidence.view.ratio else { return "without a configuration" }
        let zero =
            switch ratio.zeroDenominatorPolicy {
            case .null: "no value"
            case .zero: "0"
            case .infinity: "a million times the scale"
            }
        return """
            numerator / denominator * \(ratio.scale), at least \(Self.number(ratio.minNumerator)) and \
            \(Self.number(ratio.minDenominator)); by 0: \(zero)
            """
    }

    /// A number as people write it.
    public static func number(_ value: Double) -> String { ExactDecimal(value).text }
}
