/// A line of comma-separated values (RFC 4180).
public enum CSVLine {
    /// Writes a line, without its end. Nothing is written for nil, and `""` for an empty text.
    public static func text(_ values: [String?]) -> String {
        values.map { $0.map(field) ?? "" }.joined(separator: ",")
    }

    private static func field(_ value: String) -> String {
        guard value.isEmpty || value.utf8.contains(where: needsQuotes) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
