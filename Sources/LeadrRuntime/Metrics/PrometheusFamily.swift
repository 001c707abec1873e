/// All series of one metric name.
struct PrometheusFamily {
    /// What the samples mean to Prometheus.
    enum Kind: String {
        case counter, gauge, histogram
    }

    let kind: Kind
    var series: [PrometheusLabels: any PrometheusSeries] = [:]

    /// Appends header and samples, series in order of their labels so that two scrapes can be compared.
    func write(name: String, help: String?, to text: inout PrometheusText) {
        text.header(name, help: help, type: kind.rawValue)
        for (labels, series) in series.sorted(by: { Self.precedes($0.key, $1.key) }) {
            series.write(name: name, labels: labels, to: &text)
        }
    }

    private static func precedes(_ left: PrometheusLabels, _ right: PrometheusLabels) -> Bool {
        left.pairs.lexicographicallyPrecedes(right.pairs) { $0 < $1 }
    }
}
