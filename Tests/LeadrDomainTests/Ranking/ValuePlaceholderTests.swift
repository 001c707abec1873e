import Foundation
import LeadrDomain
import Testing

@Suite struct ValuePlaceholderTests {
    /// A pool with ties.
    private static let values: [Double] = [-9, -5, -5, -5, 0, 2, 2]

    @Test(arguments: TiePolicy.allCases, [-10, -9, -5, -1, 0, 2, 3] as [Double])
    func `ranks are those of a pool in which the placeholder is a row`(ties: TiePolicy, value: Double) {
        let placeholder = ValuePlaceholder(rankValue: value, ties: ties)
        let above = Self.values.count { placeholder.followsEquals ? $0 <= value : $0 < value }
        let ranks = Self.ranks(of: Self.values, ties)
        let shown = zip(ranks, Self.values).map { placeholder.rank($0, ofRowWith: $1) }
        let joint = Self.ranks(of: Array(Self.values[..<above]) + [value] + Array(Self.values[above...]), ties)
        #expect(Array(shown[..<above]) + [above + 1] + Array(shown[above...]) == joint)
    }

    @Test func `it was created just now, so it stands before equal values or behind them`() {
        #expect(TiePolicy.allCases.filter { ValuePlaceholder(rankValue: 0, ties: $0).followsEquals } == [.earliest])
    }

    /// Ranks of sorted values, the plain way.
    private static func ranks(of sorted: [Double], _ ties: TiePolicy) -> [Int] {
        sorted.indices.map { place in ties == .shared ? 1 + sorted.count { $0 < sorted[place] } : place + 1 }
    }
}
