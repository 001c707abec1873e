/// The labels of one series, sorted and made fit for the format.
struct PrometheusLabels: Hashable, Sendable {
    /// Names and values; names are unique and valid, values as given.
    let pairs: [(name: String, value: String)]

    /// Takes dimensions as swift-metrics gives them; of a name given twice the last one counts.
    init(_ dimensions: [(String, String)]) {
        var values: [String: String] = [:]
        for (name, value) in dimensions { values[PrometheusText.labelName(name)] = value }
        pairs = values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    private init(pairs: [(name: String, value: String)]) {
        self.pairs = pairs
    }

    /// These labels and one more at the end.
    func adding(_ name: String, _ value: String) -> PrometheusLabels {
        PrometheusLabels(pairs: pairs + [(name: name, value: value)])
    }

    static func == (left: Self, right: Self) -> Bool {
        left.pairs.count == right.pairs.count && zip(left.pairs, right.pairs).allSatisfy { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) {
        for pair in pairs {
            hasher.combine(pair.name)
            hasher.combine(pair.value)
        }
    }
}
