import Foundation

/// What an accepted submission shows when it is read back, to be held against bytes as they came over the wire.
struct KeptSubmission: Sendable {
    let name: String
    let value: Double
    /// Text that the displayed value and the metadata, as key and as element, hold; nil when they were not sent.
    var others: String?

    /// What is wrong with a score; nil when it is what was submitted.
    ///
    /// - Parameter score: A score as Foundation reads it, which shares nothing with the writer of the API.
    func objection(to score: [String: Any]) -> String? {
        guard let shown = score["player_name"] as? String, Self.isSame(shown, name) else { return "player_name: \(score["player_name"] ?? "none")" }
        // Zero has no sign, and no other number is near enough. Foundation's own conversion of what it read is not exact.
        guard let number = (score["value"] as? NSNumber).flatMap({ Double("\($0)") }), number.bitPattern == value.bitPattern else {
            return "value: \(score["value"] ?? "none")"
        }
        guard let others else { return nil }
        guard let display = score["value_display"] as? String, Self.isSame(display, others) else {
            return "value_display: \(score["value_display"] ?? "none")"
        }
        guard let metadata = score["metadata"] as? [String: [String]], let (key, values) = metadata.first, metadata.count == 1,
            Self.isSame(key, others), values.count == 1, Self.isSame(values[0], others)
        else { return "metadata: \(score["metadata"] ?? "none")" }
        return nil
    }

    /// Code point for code point: `==` takes for equal what merely looks equal.
    private static func isSame(_ one: String, _ other: String) -> Bool { Array(one.unicodeScalars) == Array(other.unicodeScalars) }
}
