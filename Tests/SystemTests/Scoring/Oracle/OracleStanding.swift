import ByteJSON

/// One pool of a board from best to worst, and every piece of it that can be asked for (`contract/scoring.md §5.5`, `§5.6`).
struct OracleStanding: Sendable {
    /// A piece of the standing around a row or a value.
    struct Window: Equatable, Sendable {
        let lines: [OracleLine]
        let hasPrevious: Bool
        let hasNext: Bool
    }

    let board: OracleBoard
    let lines: [OracleLine]

    /// - Parameter rows: Rows of one pool; those that have no value are left out.
    init(_ rows: [OracleRow], on board: OracleBoard) {
        self.board = board
        let sorted = rows.filter { $0.value != nil }.sorted { Self.isBefore($0, $1, on: board) }
        lines = sorted.enumerated().map { position, row in
            let better = sorted.count { board.isBetter($0.value ?? 0, than: row.value ?? 0) }
            return OracleLine(rank: board.ties == .shared ? better + 1 : position + 1, row: row)
        }
    }

    /// The values that occur, from best to worst.
    var values: [Double] {
        lines.compactMap(\.row.value).reduce(into: []) { values, value in if values.last != value { values.append(value) } }
    }

    /// The window of a row, by its position from 0.
    func window(around position: Int, limit: Int) -> Window {
        cut(lines, around: position, limit: limit)
    }

    /// The window of a value that nobody has.
    func window(around value: Double, isTest: Bool, limit: Int) -> Window {
        let above = lines.filter { line in
            let other = line.row.value ?? 0
            return board.isBetter(other, than: value) || (board.ties == .earliest && other == value)
        }
        let below = lines.dropFirst(above.count).map { line in
            let isTied = board.ties == .shared && line.row.value == value
            return OracleLine(rank: isTied ? line.rank : line.rank + 1, row: line.row)
        }
        let placeholder = OracleLine(rank: above.count + 1, row: Self.placeholder(value, isTest: isTest), isPlaceholder: true)
        return cut(above + [placeholder] + below, around: above.count, limit: limit)
    }

    private func cut(_ lines: [OracleLine], around position: Int, limit: Int) -> Window {
        let (wantedAbove, wantedBelow) = (limit / 2, limit - limit / 2 - 1)
        let (above, below) = (position, lines.count - position - 1)
        let taken: (above: Int, below: Int) =
            if above < wantedAbove {
                (above, min(below, limit - 1 - above))
            } else if below < wantedBelow {
                (min(above, limit - 1 - below), below)
            } else {
                (wantedAbove, wantedBelow)
            }
        return Window(
            lines: Array(lines[(position - taken.above)...(position + taken.below)]),
            hasPrevious: taken.above < above,
            hasNext: taken.below < below
        )
    }

    private static func isBefore(_ left: OracleRow, _ right: OracleRow, on board: OracleBoard) -> Bool {
        let (value, other) = (left.value ?? 0, right.value ?? 0)
        if value != other { return board.isBetter(value, than: other) }
        if left.createdAt != right.createdAt { return (left.createdAt < right.createdAt) == (board.ties == .earliest) }
        return left.id < right.id
    }

    private static func placeholder(_ value: Double, isTest: Bool) -> OracleRow {
        let zero = "00000000-0000-0000-0000-000000000000"
        let key = OracleKey(identity: "ide_" + zero, isTest: isTest)
        return OracleRow(id: "scr_" + zero, key: key, value: value, name: "", display: nil, metadata: .null, createdAt: 0)
    }
}
