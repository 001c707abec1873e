/// Builds the text exposition format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct PrometheusText {
    /// The content type of the format.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The text so far.
    private(set) var bytes: [UInt8] = []

    /// Starts the samples of one metric.
    mutating func header(_ name: String, help: String?, type: String) {
        if let help {
            append("# HELP \(name) ")
            appendEscaped(help, quotes: false)
            append("\n")
        }
        append("# TYPE \(name) \(type)\n")
    }

    /// One sample with a whole value.
    mutating func sample(_ name: String, _ labels: PrometheusLabels, _ value: Int64) {
        sample(name, labels, text: String(value))
    }

    /// One sample.
    mutating func sample(_ name: String, _ labels: PrometheusLabels, _ value: Double) {
        sample(name, labels, text: Self.number(value))
    }

    private mutating func sample(_ name: String, _ labels: PrometheusLabels, text: String) {
        append(name)
        for (index, pair) in labels.pairs.enumerated() {
            append(index == 0 ? "{" : ",")
            append(pair.name)
            append("=\"")
            appendEscaped(pair.value, quotes: true)
            append("\"")
        }
        append(labels.pairs.isEmpty ? " " : "} ")
        append(text)
        append("\n")
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Escapes backslash and line feed, and in label values the double quote.
    private mutating func appendEscaped(_ text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\"") where quotes: append("\\\"")
            default: bytes.append(byte)
            }
        }
    }
}

extension PrometheusText {
    /// A number as the format writes it; whole ones without a fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? value.description
    }

    /// A valid metric name made of `text`: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    static func metricName(_ text: String) -> String {
        sanitised(text, allowsColon: true)
    }

    /// A valid label name made of `text`: `[a-zA-Z_][a-zA-Z0-9_]*`, not `le`, which histograms own.
    static func labelName(_ text: String) -> String {
        let name = sanitised(text, allowsColon: false)
        return name == "le" ? "le_" : name
    }

    private static func sanitised(_ text: String, allowsColon: Bool) -> String {
        var name: [UInt8] = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
            case UInt8(ascii: ":") where allowsColon: byte
            default: UInt8(ascii: "_")
            }
        }
        if name.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) ?? true { name.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: name, as: UTF8.self)
    }
}
