import Foundation

/// Compares everything that can be read of one pool of a board.
///
/// A window has 20 sizes and a pool some ten places: too many to ask for all of them each time. Each sequence asks at every other place, and the next one
/// at those between; the size goes up by one with every second sequence. So forty sequences ask for every size at every place they have. Few pools have
/// many rows, so all of those ask for several sizes far from the top. ``ModelCoverage`` counts what was asked for.
struct PoolVerdict: Sendable {
    let sequence: ModelSequence
    let coverage: ModelCoverage
    let isTest: Bool
    private let rows: [OracleRow]
    private let standing: OracleStanding
    private let session: PlayerSession
    private let list: String
    /// Which half of the places it asks at.
    private let isEven: Bool
    /// Two sequences one after the other share it.
    private let turn: Int

    init(sequence: ModelSequence, coverage: ModelCoverage, number: Int, isTest: Bool, rows: [OracleRow], board: OracleBoard) {
        self.sequence = sequence
        self.coverage = coverage
        self.isTest = isTest
        self.rows = rows
        standing = OracleStanding(rows, on: board)
        session = sequence.reader(isTest: isTest)
        list = "/client/scores?board_id=\(sequence.boards[number])"
        isEven = sequence.plan.seed.isMultiple(of: 2) == isTest
        turn = Int(sequence.plan.seed / 2 % 20) + (isTest ? 10 : 0)
    }

    /// - Parameter isBrief: For a board that is there for another one: its rows, and nothing else.
    func judge(isBrief: Bool) async throws {
        try await page("", limit: 100, standing.lines)
        if isBrief { return }
        try await page("", limit: turn % 5 + 1, standing.lines)
        for identity in sequence.plan.players.prefix(2).map({ sequence.world.players[$0].identity }) {
            let own = standing.lines.filter { $0.row.key.identity == identity }
            try await page("&identity_id=\(identity == session.identityID ? "me" : identity)", limit: 2, own)
        }
        for row in rows { try await single(row) }
        try await windows()
    }

    /// Forward to the end and back again.
    private func page(_ filter: String, limit: Int, _ lines: [OracleLine]) async throws {
        var (place, page) = (0, try await read("\(filter)&limit=\(limit)"))
        while true {
            try expect(page, lines, from: place, to: min(place + limit, lines.count), hasNext: place + limit < lines.count, "\(filter) \(limit)")
            guard let cursor = page.nextCursor else { break }
            place += limit
            page = try await read("\(filter)&limit=\(limit)&cursor=\(escaped(cursor))")
        }
        while let cursor = page.previousCursor {
            page = try await read("\(filter)&limit=\(limit)&cursor=\(escaped(cursor))")
            try expect(page, lines, from: max(0, place - limit), to: place, hasNext: true, "back \(filter) \(limit)")
            place -= limit
        }
        guard place <= 0 else { throw SystemTestError("\(list)\(filter)&limit=\(limit) leads back to place \(place) only") }
    }

    private func expect(_ page: ShownPage, _ lines: [OracleLine], from start: Int, to end: Int, hasNext: Bool, _ what: String) throws {
        try expect(page.lines, Array(lines[start..<end]), "page \(what) from \(start)")
        let isRight =
            page.hasNext == hasNext && page.hasPrevious == (start > 0) && (page.nextCursor != nil) == hasNext
            && (page.previousCursor != nil) == (start > 0)
        guard isRight else {
            throw SystemTestError("\(list): page \(what) from \(start) to \(end) of \(lines.count) has the wrong neighbours: \(page)")
        }
    }

    private func single(_ row: OracleRow) async throws {
        let answer = try await session.read("/client/scores/\(row.id)")
        let shown = try OracleLine(score: answer.body)
        if let line = standing.lines.first(where: { $0.row.id == row.id }) { return try expect([shown], [line], row.id) }
        let isUnranked = shown.rank == 0 && shown.row.value == 0 && shown.row.display == nil && shown.row.name == row.name
        guard isUnranked, shown.row.createdAt == row.createdAt else { throw SystemTestError("\(row) has no value, and is shown as \(shown)") }
    }

    // MARK: - Windows

    private func windows() async throws {
        for (place, line) in standing.lines.enumerated() {
            for limit in limits(at: place) {
                let page = try await read("&around_score_id=\(line.row.id)&limit=\(limit)")
                try expect(page, standing.window(around: place, limit: limit), "around place \(place), \(limit)")
                coverage.note(place: place, limit: limit)
            }
        }
        for (number, value) in probes.enumerated() where number.isMultiple(of: 2) == isEven {
            let limit = (turn + 3 * number) % 20 + 1
            let page = try await read("&around_score_value=\(escaped("\(value)"))&limit=\(limit)")
            try expect(page, standing.window(around: value, isTest: isTest, limit: limit), "around value \(value), \(limit)")
        }
    }

    private func limits(at place: Int) -> [Int] {
        let first = turn + 7 * place
        if place >= 5 { return stride(from: first, to: first + 20, by: 5).map { $0 % 20 + 1 } }
        return place.isMultiple(of: 2) == isEven ? [first % 20 + 1] : []
    }

    /// Every value, one between each two neighbours, and one beyond each end.
    private var probes: [Double] {
        let values = standing.values.sorted()
        guard let least = values.first, let greatest = values.last else { return [1] }
        let between = zip(values, values.dropFirst()).map { ($0 + $1) / 2 }
        return [least - 1] + values + between + [greatest + 1]
    }

    private func expect(_ page: ShownPage, _ window: OracleStanding.Window, _ what: String) throws {
        try expect(page.lines, window.lines, what)
        guard page.window == window, page.nextCursor == nil, page.previousCursor == nil else {
            throw SystemTestError("\(list): \(what) has the wrong neighbours: \(page)")
        }
    }

    // MARK: - Means

    private func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private func read(_ query: String) async throws -> ShownPage {
        try ShownPage(try await session.read(list + query))
    }

    private func expect(_ shown: [OracleLine], _ expected: [OracleLine], _ what: String) throws {
        guard shown != expected else { return }
        let lines = [("shown", shown), ("expected", expected)].map { name, lines in
            "  \(name): " + lines.map(\.description).joined(separator: "\n    ")
        }
        throw SystemTestError("\(list) \(isTest ? "test" : "production"), \(what)\n" + lines.joined(separator: "\n"))
    }
}
