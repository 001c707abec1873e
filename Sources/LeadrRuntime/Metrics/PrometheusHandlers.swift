import CoreMetrics

/// A series that can write itself as samples.
protocol PrometheusSeries: AnyObject, Sendable {
    /// Appends the samples of this series, named `name`, with `labels`.
    func write(name: String, labels: PrometheusLabels, to text: inout PrometheusText)
}

/// A monotonic count.
final class PrometheusCounter: PrometheusSeries, CounterHandler {
    private let count = AtomicCount()

    func increment(by amount: Int64) {
        count.add(max(0, amount))
    }

    func reset() {
        count.reset()
    }

    func write(name: String, labels: PrometheusLabels, to text: inout PrometheusText) {
        text.sample(name, labels, count.value)
    }
}

/// A monotonic count of fractions.
final class PrometheusFloatingPointCounter: PrometheusSeries, FloatingPointCounterHandler {
    private let sum = AtomicDouble()

    func increment(by amount: Double) {
        guard amount > 0 else { return }
        sum.add(amount)
    }

    func reset() {
        sum.set(0)
    }

    func write(name: String, labels: PrometheusLabels, to text: inout PrometheusText) {
        text.sample(name, labels, sum.value)
    }
}

/// A value that goes up and down.
final class PrometheusGauge: PrometheusSeries, MeterHandler, RecorderHandler {
    private let current = AtomicDouble()

    func set(_ value: Int64) { current.set(Double(value)) }
    func set(_ value: Double) { current.set(value) }
    func record(_ value: Int64) { current.set(Double(value)) }
    func record(_ value: Double) { current.set(value) }
    func increment(by amount: Double) { current.add(amount) }
    func decrement(by amount: Double) { current.add(-amount) }

    func write(name: String, labels: PrometheusLabels, to text: inout PrometheusText) {
        text.sample(name, labels, current.value)
    }
}
