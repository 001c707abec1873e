/// A table of plain text: columns aligned by blanks, two of them between columns.
struct TextTable {
    /// How a column is aligned.
    enum Alignment {
        case left
        case right
    }

    private let columns: [(title: String, alignment: Alignment)]
    private var rows: [[String]] = []

    /// A table; titles that start with `>` head columns aligned to the right.
    init(_ titles: String...) {
        columns = titles.map { $0.hasPrefix(">") ? (String($0.dropFirst()), .right) : ($0, .left) }
    }

    /// Adds a row with one text per column. Line breaks and other control characters become blanks, so that a row stays a line.
    mutating func add(_ cells: String...) {
        rows.append(cells.map { cell in String(cell.map { $0.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } ? $0 : " " }) })
    }

    /// The table, one line per row below the titles.
    var text: String {
        let lines = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = columns.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - line[column].count)
                return columns[column].alignment == .right ? padding + line[column] : line[column] + padding
            }
            let text = cells.joined(separator: "  ")
            return String(text[..<(text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex)])
        }.joined(separator: "\n")
    }
}
