import ByteJSON

/// A row of a board as it is shown: rank, identity and value.
struct RankedLine: Equatable, Sendable {
    let rank: Int
    let id: String
    let value: Double

    /// The rows of a page.
    static func lines(_ page: GameAPI.Answer) throws -> [RankedLine] {
        guard case .array(let rows)? = page["data"] else { throw SystemTestError("no page: \(page.body)") }
        return rows.map { row in
            guard case .object(let row) = row, case .string(let id)? = row["id"], let rank = number(row["rank"]), let value = number(row["value"])
            else { return RankedLine(rank: -1, id: "unreadable", value: 0) }
            return RankedLine(rank: Int(rank), id: id, value: value)
        }
    }

    /// The cursor of the page after this one; empty at the end.
    static func nextCursor(_ page: GameAPI.Answer) -> String {
        guard case .object(let pagination)? = page["pagination"], case .string(let cursor)? = pagination["next_cursor"] else { return "" }
        return cursor
    }

    private static func number(_ value: JSONValue?) -> Double? {
        switch value {
        case .number(let number)?: number
        case .integer(let number)?: Double(number)
        default: nil
        }
    }
}
