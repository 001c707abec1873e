import LeadrDomain
import Testing

@Suite struct ScorePercentileTests {
    @Test(arguments: [(1, 5, 100), (2, 5, 75), (5, 5, 0), (1, 1, 100), (2, 2, 0), (2, 4, 66.666_666_666_666_67)] as [(Int, Int, Double)])
    func `the first rank is 100, the last 0, and a row alone is the first`(rank: Int, total: Int, expected: Double) {
        #expect(ScorePercentile(rank: rank, total: total).value == expected)
    }

    @Test func `a row without a rank has none`() {
        #expect(ScorePercentile(rank: 0, total: 9).value == nil)
    }

    @Test(arguments: [(5, 4), (1, 0)]) func `rows that were counted before the last one came leave it in the range`(rank: Int, total: Int) {
        #expect(ScorePercentile(rank: rank, total: total) == ScorePercentile(rank: rank, total: rank))
    }
}
