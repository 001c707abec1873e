import LeadrDomain
import Testing

@Suite struct StateFoldBoardTests {
    @Test(arguments: [
        (BoardType.runIdentity, KeepStrategy.first, FoldRule.first), (.runIdentity, .best, .best), (.runIdentity, .latest, .latest),
        (.runIdentity, .notApplicable, .best), (.counter, .notApplicable, .counter),
    ])
    func `board type and keep strategy select the rule`(type: BoardType, strategy: KeepStrategy, rule: FoldRule) {
        for direction in SortDirection.allCases {
            let fold = StateFold(boardType: type, keepStrategy: strategy, isDescending: direction.isDescending)
            #expect(fold == StateFold(rule: rule, isDescending: direction == .descending))
        }
    }

    @Test(arguments: [(BoardType.runRuns, KeepStrategy.notApplicable), (.ratio, .notApplicable)])
    func `boards whose rows are no folds have none`(type: BoardType, strategy: KeepStrategy) {
        #expect(StateFold(boardType: type, keepStrategy: strategy, isDescending: true) == nil)
    }
}
