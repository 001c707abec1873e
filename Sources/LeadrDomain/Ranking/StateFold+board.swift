extension StateFold {
    /// The fold of a board; nil for boards whose rows are not folded from events of a key (RUN_RUNS, RATIO). RUN_IDENTITY without a keep strategy,
    /// which only an import can bring, keeps the best.
    public init?(boardType: BoardType, keepStrategy: KeepStrategy, isDescending: Bool) {
        let rule: FoldRule
        switch (boardType, keepStrategy) {
        case (.counter, _): rule = .counter
        case (.runIdentity, .first): rule = .first
        case (.runIdentity, .best), (.runIdentity, .notApplicable): rule = .best
        case (.runIdentity, .latest): rule = .latest
        case (.runRuns, _), (.ratio, _): return nil
        }
        self.init(rule: rule, isDescending: isDescending)
    }
}

extension SortDirection {
    /// Whether greater values rank first.
    public var isDescending: Bool { self == .descending }
}
