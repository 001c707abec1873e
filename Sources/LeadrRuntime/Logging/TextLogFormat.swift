import LeadrDomain
import Logging

/// Coloured text for people at a terminal: time, level, event, then `key=value`.
struct TextLogFormat: LogFormat {
    func line(_ record: LogRecord) -> [UInt8] {
        var text = "\u{1B}[2m\(record.time.rfc3339)\u{1B}[0m \(Self.colour(record.level))\(Self.padded(LogRecord.name(of: record.level)))\u{1B}[0m "
        text += "\u{1B}[1m\(Self.printable(record.event))\u{1B}[0m \u{1B}[2m[\(Self.printable(record.logger))]\u{1B}[0m"
        for (key, value) in record.metadata.sorted(by: { $0.key < $1.key }) {
            text += " \u{1B}[36m\(Self.printable(key))\u{1B}[0m=\(Self.printable(value.description))"
        }
        if let error = record.error { text += " \u{1B}[31m\(Self.printable("\(type(of: error)): \(error)"))\u{1B}[0m" }
        return Array((text + "\n").utf8)
    }

    /// Control characters are escaped, so that a value can neither start a line nor speak to the terminal.
    private static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            result += isControl(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, 8 - name.count))
    }

    private static func colour(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "\u{1B}[34m"
        case .info, .notice: "\u{1B}[32m"
        case .warning: "\u{1B}[33m"
        case .error, .critical: "\u{1B}[31m"
        }
    }
}
