import CoreMetrics

/// A distribution in buckets; a timer shows seconds.
final class PrometheusHistogram: PrometheusSeries, TimerHandler, RecorderHandler {
    private let bounds: [Double]
    /// One count per bound and one for everything above; not cumulative, so that recording touches one of them.
    private let counts: [AtomicCount]
    private let sum = AtomicDouble()

    /// A histogram with upper bounds in ascending order.
    init(bounds: [Double]) {
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in AtomicCount() }
    }

    func recordNanoseconds(_ duration: Int64) {
        record(Double(duration) / 1_000_000_000)
    }

    func record(_ value: Int64) {
        record(Double(value))
    }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        counts[bucket(of: value)].add(1)
        sum.add(value)
    }

    func write(name: String, labels: PrometheusLabels, to text: inout PrometheusText) {
        var total: Int64 = 0
        for (bound, count) in zip(bounds, counts) {
            total += count.value
            text.sample(name + "_bucket", labels.adding("le", PrometheusText.number(bound)), total)
        }
        total += counts[bounds.count].value
        text.sample(name + "_bucket", labels.adding("le", "+Inf"), total)
        text.sample(name + "_sum", labels, sum.value)
        text.sample(name + "_count", labels, total)
    }

    /// The first bucket whose bound is not below `value`, by binary search.
    private func bucket(of value: Double) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
