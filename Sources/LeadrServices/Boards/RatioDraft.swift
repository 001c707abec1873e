import LeadrDomain

/// What an administrator sends as `ratio_config` (`contract/scoring.md §2.2`).
public struct RatioDraft: Hashable, Sendable {
    /// Board of the dividend.
    public var numeratorBoardID: BoardID
    /// Board of the divisor.
    public var denominatorBoardID: BoardID
    /// How they are divided.
    public var tuning = RatioTuning()

    /// A draft with the contract's defaults.
    public init(numeratorBoardID: BoardID, denominatorBoardID: BoardID) {
        self.numeratorBoardID = numeratorBoardID
        self.denominatorBoardID = denominatorBoardID
    }
}
