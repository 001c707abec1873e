/// Upper bounds of histograms: one set for times, one for sizes, and overrides by metric name.
public struct HistogramBuckets: Sendable {
    /// From 0.1 ms, a query on a warm cache, to 30 s, the longest wait there is.
    public static let seconds: [Double] = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]
    /// Counts of things, such as jobs of a batch.
    public static let sizes: [Double] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 100_000]

    private var overrides: [String: [Double]] = [:]

    /// Standard buckets for every metric.
    public init() {}

    /// Uses `bounds` for the metric `name`; they are sorted, and infinity is always the last bucket.
    public mutating func override(_ name: String, with bounds: [Double]) {
        overrides[name] = bounds.filter(\.isFinite).sorted()
    }

    func bounds(of name: String, standard: [Double]) -> [Double] {
        overrides[name] ?? standard
    }
}
