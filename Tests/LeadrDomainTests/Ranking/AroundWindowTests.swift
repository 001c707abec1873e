import LeadrDomain
import Testing

@Suite struct AroundWindowTests {
    @Test(arguments: [(5, 2, 2), (20, 10, 9), (4, 2, 1), (1, 0, 0), (2, 1, 0), (3, 1, 1), (100, 50, 49)])
    func `in the middle of the board the window is split as the contract lists`(limit: Int, above: Int, below: Int) {
        let window = AroundWindow(limit: limit, availableAbove: limit, availableBelow: limit)
        #expect(window.above == above)
        #expect(window.below == below)
        #expect(window.count == limit)
        #expect(window.hasPrevious)
        #expect(window.hasNext)
    }

    @Test(
        arguments: [
            // limit, a, b -> above, below, has_prev, has_next
            (5, 0, 5, 0, 4, false, true), (5, 1, 5, 1, 3, false, true), (5, 5, 0, 4, 0, true, false), (5, 5, 1, 3, 1, true, false),
            (5, 0, 0, 0, 0, false, false), (5, 1, 1, 1, 1, false, false), (5, 0, 2, 0, 2, false, false), (5, 3, 0, 3, 0, false, false),
            (5, 2, 2, 2, 2, false, false), (1, 0, 1, 0, 0, false, true), (1, 1, 0, 0, 0, true, false), (2, 0, 2, 0, 1, false, true),
            (4, 1, 9, 1, 2, false, true), (4, 9, 0, 3, 0, true, false), (20, 10, 9, 10, 9, false, false), (20, 9, 10, 9, 10, false, false),
        ] as [(Int, Int, Int, Int, Int, Bool, Bool)]
    )
    func `at an end of the board the other side fills the page`(
        limit: Int,
        availableAbove: Int,
        availableBelow: Int,
        above: Int,
        below: Int,
        hasPrevious: Bool,
        hasNext: Bool
    ) {
        let window = AroundWindow(limit: limit, availableAbove: availableAbove, availableBelow: availableBelow)
        #expect(window.above == above)
        #expect(window.below == below)
        #expect(window.hasPrevious == hasPrevious)
        #expect(window.hasNext == hasNext)
    }

    @Test func `the page is full whenever there are rows enough, and never shows rows that are not there`() {
        for limit in 1...12 {
            for above in 0...limit + 1 {
                for below in 0...limit + 1 {
                    let window = AroundWindow(limit: limit, availableAbove: above, availableBelow: below)
                    #expect(window.count == min(limit, above + 1 + below))
                    #expect((0...above).contains(window.above))
                    #expect((0...below).contains(window.below))
                    let counted = AroundWindow(limit: limit, availableAbove: min(above, limit), availableBelow: min(below, limit))
                    #expect(counted == window)
                }
            }
        }
    }

    @Test func `ranks of neighbours are the target's rank and their distance`() {
        let window = AroundWindow(limit: 5, availableAbove: 5, availableBelow: 1)
        #expect(window.ranks(target: 10) == 7...11)
    }
}
