import Foundation

/// Percentiles of sorted latencies, by the nearest rank.
struct Percentiles: Sendable {
    private let sorted: [UInt32]

    /// - Parameter sorted: microseconds in ascending order.
    init(_ sorted: [UInt32]) {
        self.sorted = sorted
    }

    /// The smallest latency that `percent` of all do not exceed, in milliseconds; 0 without any.
    func milliseconds(_ percent: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
        return Double(sorted[min(max(rank, 1), sorted.count) - 1]) / 1000
    }

    /// `p50 1.2 ms, p90 …`.
    var text: String {
        let parts = [("p50", 50.0), ("p90", 90), ("p99", 99), ("max", 100)].map { name, percent in
            String(format: "%@ %.1f ms", name, milliseconds(percent))
        }
        return parts.joined(separator: ", ")
    }
}
