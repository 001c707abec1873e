import Testing

@testable import leadr_bench

@Suite struct PercentilesTests {
    @Test func `a percentile is the smallest latency that so many do not exceed`() {
        let percentiles = Percentiles((1...1000).map { UInt32($0 * 1000) })
        #expect(percentiles.milliseconds(50) == 500)
        #expect(percentiles.milliseconds(99) == 990)
        #expect(percentiles.milliseconds(100) == 1000)
    }

    @Test func `one outlier in a hundred is not in the 99th percentile, two are`() {
        #expect(Percentiles(Array(repeating: 1000, count: 99) + [9000]).milliseconds(99) == 1)
        #expect(Percentiles(Array(repeating: 1000, count: 98) + [9000, 9000]).milliseconds(99) == 9)
    }

    @Test func `without latencies there is none`() {
        #expect(Percentiles([]).milliseconds(99) == 0)
    }
}
