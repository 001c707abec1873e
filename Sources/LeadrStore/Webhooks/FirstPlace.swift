import LeadrDomain

/// Another player than before is first on a board.
public struct FirstPlace: Hashable, Sendable {
    /// The row that is first.
    public var row: RankedRow
    /// Who was first before; nil for nobody.
    public var former: IdentityID?
}
