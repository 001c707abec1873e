import Foundation

extension SettingsReader {
    /// A list of texts, written as a JSON array.
    mutating func texts(_ name: String, default: [String], _ meaning: String) -> [String] {
        let shape = Shape(name: name, kind: "JSON list of texts", defaultText: Self.shown(`default`), meaning: meaning)
        return value(shape, default: `default`, expected: "a JSON array of texts") { Self.list($0, of: String.self) }
    }

    /// A list of times in whole seconds, written as a JSON array of integers; at least one.
    mutating func secondsList(_ name: String, default: [Int], in range: ClosedRange<Int>, _ meaning: String) -> [Duration] {
        let shape = Shape(name: name, kind: "JSON list of integers", defaultText: Self.shown(`default`), unit: "s", meaning: meaning)
        let expected = "a JSON array of one or more whole numbers from \(range.lowerBound) to \(range.upperBound)"
        let seconds = value(shape, default: `default`, expected: expected) { text in
            Self.list(text, of: Int.self).flatMap { !$0.isEmpty && $0.allSatisfy(range.contains) ? $0 : nil }
        }
        return seconds.map { .seconds($0) }
    }

    private static func list<Element: Decodable>(_ text: String, of type: Element.Type) -> [Element]? {
        try? JSONDecoder().decode([Element].self, from: Data(text.utf8))
    }

    private static func shown(_ list: [some Encodable]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        guard let data = try? encoder.encode(list) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}
