/// Settings of a board that its ranked rows were computed with: another value makes those rows wrong.
public enum RankedSetting: String, CaseIterable, Sendable {
    /// The order; stored rank values carry its sign.
    case sortDirection = "sort_direction"
    /// Which submission a row shows.
    case keepStrategy = "keep_strategy"
    /// The order of equal values; members of the rank index carry it.
    case tiePolicy = "tie_policy"
    /// How a ratio is computed.
    case ratioConfig = "ratio_config"

    /// The settings that differ between a board as it is and as it is to be.
    public static func changed(from present: BoardView, to wanted: BoardView) -> [RankedSetting] {
        allCases.filter { setting in
            switch setting {
            case .sortDirection: present.board.sortDirection != wanted.board.sortDirection
            case .keepStrategy: present.board.keepStrategy != wanted.board.keepStrategy
            case .tiePolicy: present.board.tiePolicy != wanted.board.tiePolicy
            case .ratioConfig: present.ratio.map(RatioTuning.init) != wanted.ratio.map(RatioTuning.init)
            }
        }
    }

    /// Decides what becomes of a change of such settings: on a board without scores it is in force at once; rows that exist cannot be computed anew
    /// yet, so it is refused while there are any.
    ///
    /// - Throws: ``DomainError`` 409 that names the first setting.
    public static func check(_ changed: [RankedSetting], hasScores: Bool) throws(DomainError) {
        guard hasScores, let setting = changed.first else { return }
        throw .conflict("\(setting.rawValue) cannot be changed yet on a board with scores")
    }
}
