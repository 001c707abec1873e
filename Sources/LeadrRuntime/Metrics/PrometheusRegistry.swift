import CoreMetrics
import Synchronization

/// Keeps the series of this process and writes them for Prometheus; the backend of swift-metrics.
///
/// Recording into a series takes atomics only. Looking a series up takes a lock, so hot paths keep theirs.
public final class PrometheusRegistry: Sendable {
    /// Writes numbers that are read when asked for, such as the memory of the process.
    public typealias Collector = @Sendable () -> Void

    private struct State {
        var families: [String: PrometheusFamily] = [:]
        var help: [String: String] = [:]
        var collectors: [Collector] = []
    }

    private let state = Mutex(State())
    private let buckets: HistogramBuckets
    private let seriesLimit: Int
    private let dropped = PrometheusCounter()

    /// Creates an empty registry.
    ///
    /// - Parameter seriesLimit: most series of one metric; further label values are counted in `metrics_series_dropped_total` and not kept, so that
    ///   no input can fill the memory.
    public init(buckets: HistogramBuckets = HistogramBuckets(), seriesLimit: Int = 2000) {
        self.buckets = buckets
        self.seriesLimit = seriesLimit
        register(dropped, name: "metrics_series_dropped_total", kind: .counter)
        describe("metrics_series_dropped_total", "Series not kept because their metric had too many.")
    }

    /// Explains the metric `name` to readers of the exposition.
    public func describe(_ name: String, _ help: String) {
        state.withLock { $0.help[PrometheusText.metricName(name)] = help }
    }

    /// Runs `collector` before every exposition, to set gauges.
    public func collect(_ collector: @escaping Collector) {
        state.withLock { $0.collectors.append(collector) }
    }

    /// All series in the text exposition format 0.0.4.
    public func exposition() -> [UInt8] {
        for collector in state.withLock({ $0.collectors }) { collector() }
        let (families, help) = state.withLock { ($0.families, $0.help) }
        var text = PrometheusText()
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            family.write(name: name, help: help[name], to: &text)
        }
        return text.bytes
    }

    /// Keeps `series` without labels under `name`.
    func register(_ series: some PrometheusSeries, name: String, labels: [(String, String)] = [], kind: PrometheusFamily.Kind) {
        state.withLock { state in
            state.families[name, default: PrometheusFamily(kind: kind)].series[PrometheusLabels(labels)] = series
        }
    }

    /// The series of these labels, made when there is none. One that does not fit (other kind, too many) works, but is not shown.
    private func series<Series: PrometheusSeries>(
        _ label: String,
        _ dimensions: [(String, String)],
        _ kind: PrometheusFamily.Kind,
        make: (String) -> Series
    ) -> Series {
        let name = PrometheusText.metricName(label)
        let labels = PrometheusLabels(dimensions)
        return state.withLock { state in
            var family = state.families[name] ?? PrometheusFamily(kind: kind)
            if let known = family.series[labels] as? Series { return known }
            let series = make(name)
            guard family.kind == kind, family.series[labels] == nil, family.series.count < seriesLimit else {
                dropped.increment(by: 1)
                return series
            }
            family.series[labels] = series
            state.families[name] = family
            return series
        }
    }

    private func remove(_ series: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                guard let labels = family.series.first(where: { $0.value === series })?.key else { continue }
                state.families[name]?.series[labels] = nil
            }
        }
    }
}

extension PrometheusRegistry: MetricsFactory {
    /// A counter.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter) { _ in PrometheusCounter() }
    }

    /// A counter of fractions.
    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        series(label, dimensions, .counter) { _ in PrometheusFloatingPointCounter() }
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge) { _ in PrometheusGauge() }
    }

    /// A histogram of sizes, or a gauge when `aggregate` is false.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return series(label, dimensions, .gauge) { _ in PrometheusGauge() } }
        return series(label, dimensions, .histogram) { [buckets] name in
            PrometheusHistogram(bounds: buckets.bounds(of: name, standard: HistogramBuckets.sizes))
        }
    }

    /// A histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram) { [buckets] name in
            PrometheusHistogram(bounds: buckets.bounds(of: name, standard: HistogramBuckets.seconds))
        }
    }

    /// Series live as long as the process: a counter that vanished would look like a restart.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Series live as long as the process.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// A gauge that is destroyed is shown no longer.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    /// Series live as long as the process.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Series live as long as the process.
    public func destroyTimer(_ handler: any TimerHandler) {}
}
