/// Rules for ratio configurations (`contract/scoring.md §2.2`).
public enum RatioConfigRule {
    /// Which source of a ratio is meant.
    public enum Source: String, Sendable, CaseIterable {
        /// The dividend.
        case numerator
        /// The divisor.
        case denominator
    }

    /// Digits that may be shown after the point.
    public static let decimals = 0...10
    /// Factors that fit the column.
    public static let scales = 1...Int(Int32.max)

    /// Checks that a RATIO board has a configuration.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` when it has none.
    public static func checkPresence(hasConfig: Bool, boardType: BoardType) throws(DomainError) {
        if boardType == .ratio, !hasConfig { throw .badRequest("ratio_config is required for RATIO boards") }
    }

    /// Checks the numbers and that the two sources differ.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` with the broken rule.
    public static func validate(_ config: BoardRatioConfig) throws(DomainError) {
        guard config.numeratorBoardID != config.denominatorBoardID else {
            throw .badRequest("numerator_board_id and denominator_board_id must differ")
        }
        guard scales.contains(config.scale) else {
            throw .badRequest("scale must be between \(scales.lowerBound) and \(scales.upperBound)")
        }
        guard decimals.contains(config.decimals) else {
            throw .badRequest("decimals must be between \(decimals.lowerBound) and \(decimals.upperBound)")
        }
        guard config.minNumerator.isFinite, config.minDenominator.isFinite else {
            throw .badRequest("min_numerator and min_denominator must be finite")
        }
    }

    /// Checks that a source exists, belongs to the same game and has one row per identity.
    ///
    /// - Parameter board: The source, nil when there is none.
    /// - Throws: ``DomainError/badRequest(_:)`` with the contract's text.
    public static func validate(_ source: Source, board: Board?, of gameID: GameID) throws(DomainError) {
        let field = "Invalid \(source.rawValue)_board_id: "
        guard let board else { throw .badRequest(field + "board not found") }
        guard board.gameID == gameID else { throw .badRequest(field + "board belongs to another game") }
        guard board.boardType == .counter || board.boardType == .runIdentity else {
            throw .badRequest(field + "\(board.boardType.wire) boards cannot be the source of a ratio")
        }
    }
}
