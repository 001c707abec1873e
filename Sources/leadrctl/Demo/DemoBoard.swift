/// A board of the demo: what it is called, how it ranks, and how its scores are drawn.
struct DemoBoard: Sendable {
    let name: String
    let type: String
    let keepStrategy: String
    let direction: String
    let unit: String
    let values: ClosedRange<Double>

    static let all: [DemoBoard] = [
        DemoBoard(name: "High Score", type: "RUN_IDENTITY", keepStrategy: "BEST", direction: "DESCENDING", unit: "points", values: 100...99_999),
        DemoBoard(name: "Fastest Lap", type: "RUN_IDENTITY", keepStrategy: "BEST", direction: "ASCENDING", unit: "seconds", values: 58...140),
        DemoBoard(name: "First Attempt", type: "RUN_IDENTITY", keepStrategy: "FIRST", direction: "DESCENDING", unit: "points", values: 1...1000),
        DemoBoard(name: "Latest Form", type: "RUN_IDENTITY", keepStrategy: "LATEST", direction: "DESCENDING", unit: "points", values: 1...1000),
        DemoBoard(name: "Every Run", type: "RUN_RUNS", keepStrategy: "NA", direction: "DESCENDING", unit: "points", values: 1...50_000),
        DemoBoard(name: "Coins Collected", type: "COUNTER", keepStrategy: "NA", direction: "DESCENDING", unit: "coins", values: 1...250),
    ]

    /// Skewed towards the lower end, as real scores are: few players are very good.
    func value(_ generator: inout SeededGenerator) -> Double {
        let position = Double.random(in: 0...1, using: &generator)
        let skewed = position * position * position
        let value = values.lowerBound + (values.upperBound - values.lowerBound) * skewed
        return unit == "seconds" ? (value * 1000).rounded() / 1000 : value.rounded()
    }
}
