import ByteJSON
import LeadrDomain

extension OracleLine {
    /// A score as an answer shows it. A placeholder is as old as its answer, which no test can know: its age counts as none.
    init(score: JSONValue) throws {
        guard let score = score.object, let id = score["id"]?.string, let rank = score["rank"]?.integer, let value = score["value"]?.double,
            let identity = score["identity_id"]?.string, let isTest = score["is_test"]?.bool, let name = score["player_name"]?.string,
            let isPlaceholder = score["is_placeholder"]?.bool, let metadata = score["metadata"], let display = score["value_display"],
            let createdAt = score["created_at"]?.string.flatMap({ Timestamp(rfc3339: $0) })
        else { throw SystemTestError("this is no score: \(score)") }
        let row = OracleRow(
            id: id,
            key: OracleKey(identity: identity, isTest: isTest),
            value: value,
            name: name,
            display: display.string,
            metadata: metadata,
            createdAt: isPlaceholder ? 0 : createdAt.microseconds
        )
        self.init(rank: Int(rank), row: row, isPlaceholder: isPlaceholder)
    }
}

/// A page of scores as an answer shows it.
struct ShownPage: Sendable {
    let lines: [OracleLine]
    let hasPrevious: Bool
    let hasNext: Bool
    let previousCursor: String?
    let nextCursor: String?

    init(_ answer: GameAPI.Answer) throws {
        guard let rows = answer["data"]?.array, let pagination = answer["pagination"]?.object, let hasNext = pagination["has_next"]?.bool,
            let hasPrevious = pagination["has_prev"]?.bool, pagination["count"]?.integer == Int64(rows.count)
        else { throw SystemTestError("this is no page: \(answer.body)") }
        guard rows.allSatisfy({ $0.object?["status"] == "active" }) else { throw SystemTestError("a row is not active: \(answer.body)") }
        lines = try rows.map { try OracleLine(score: $0) }
        self.hasNext = hasNext
        self.hasPrevious = hasPrevious
        previousCursor = pagination["prev_cursor"]?.string
        nextCursor = pagination["next_cursor"]?.string
    }

    /// As a window, which has no cursors.
    var window: OracleStanding.Window { OracleStanding.Window(lines: lines, hasPrevious: hasPrevious, hasNext: hasNext) }
}
