import LeadrDomain
import Testing

@Suite struct RankCounterTests {
    private let values: [Double] = [-9, -5, -5, -5, 0, 2, 2]

    private func ranks(_ ties: TiePolicy, from start: Int) -> [Int] {
        let better = values.count { $0 < values[start] }
        var counter = RankCounter(ties: ties, from: start, better: better)
        return values[start...].map { counter.next($0) }
    }

    @Test(arguments: [TiePolicy.newest, .earliest], 0..<7) func `ranks are row numbers, wherever the rows begin`(ties: TiePolicy, start: Int) {
        #expect(ranks(ties, from: start) == Array((start + 1)...7))
    }

    @Test(arguments: 0..<7) func `equal values share the rank of the first of them, and the next value skips as many`(start: Int) {
        #expect(ranks(.shared, from: start) == Array([1, 2, 2, 2, 5, 6, 6][start...]))
    }
}
