extension StateFold {
    /// The fold of a board; nil for boards whose rows are not folded from events of a key (RUN_RUNS, RATIO), and for RUN_IDENTITY without a keep
    /// strategy, which validation excludes.
    public init?(boardType: BoardType, keepStrategy: KeepStrategy, sortDirection: SortDirection) {
        let rule: FoldRule
        switch (boardType, keepStrategy) {
        case (.counter, _): rule = .counter
        case (.runIdentity, .first): rule = .first
        case (.runIdentity, .best): rule = .best
        case (.runIdentity, .latest): rule = .latest
        case (.runIdentity, .notApplicable), (.runRuns, _), (.ratio, _): return nil
        }
        self.init(rule: rule, isDescending: sortDirection.isDescending)
    }
}

extension SortDirection {
    /// Whether greater values rank first.
    public var isDescending: Bool { self == .descending }
}
