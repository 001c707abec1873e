import Foundation

/// One line of a result: what was measured, the figure, and what it must reach.
struct Figure: Sendable {
    let name: String
    let value: Double
    let unit: String
    let note: String
    /// The least (or, for latencies, the most) that is acceptable; nil for a comparison value.
    var floor: Double?
    /// Whether less is better.
    var isLimit = false

    /// Whether the floor is kept.
    var isKept: Bool {
        guard let floor else { return true }
        return isLimit ? value <= floor : value >= floor
    }

    /// The line: name, value, floor, note.
    var line: String {
        let shown = isLimit ? String(format: "%.1f", value) : String(format: "%.0f", value)
        let bound = floor.map { "\(isLimit ? "<=" : ">=") \(Int($0)) \(isKept ? "ok" : "MISSED")" } ?? ""
        return [pad(name, 34), pad("\(shown) \(unit)", 16), pad(bound, 16), note].joined(separator: " ")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
    }
}
