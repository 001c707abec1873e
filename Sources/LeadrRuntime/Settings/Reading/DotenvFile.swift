/// Reads the text of a dotenv file: `NAME=value` per line, `#` comments, optional `export`, optional quotes around a value.
enum DotenvFile {
    /// The variables of `text`; of a name given twice the last one counts, lines that are no assignment are skipped.
    static func parse(_ text: String) -> [String: String] {
        var variables: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let (name, value) = assignment(in: line) else { continue }
            variables[name] = value
        }
        return variables
    }

    private static func assignment(in line: Substring) -> (name: String, value: String)? {
        var rest = trimmed(line)
        guard !rest.hasPrefix("#") else { return nil }
        if rest.hasPrefix("export ") { rest = trimmed(rest.dropFirst(7)) }
        guard let separator = rest.firstIndex(of: "=") else { return nil }
        let name = trimmed(rest[..<separator])
        guard !name.isEmpty else { return nil }
        return (String(name), unquoted(trimmed(rest[rest.index(after: separator)...])))
    }

    private static func unquoted(_ value: Substring) -> String {
        guard value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote else { return String(value) }
        return String(value.dropFirst().dropLast())
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
