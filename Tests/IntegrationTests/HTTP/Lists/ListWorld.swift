import ByteJSON
import Foundation
import HTTPTypes
import LeadrDomain
import Postgres
import Testing

/// A world with the rows of one list.
struct ListWorld: Sendable {
    let list: ListCase
    private let api: APIFixture
    private let player: Player
    private let ids: [String: String]

    /// Makes the world and the rows.
    static func make(_ list: ListCase, in api: APIFixture) async throws -> ListWorld {
        let world = try await World.make(in: api)
        let player = try await world.player(1)
        // Without an index, so that lists of scores need no pipeline behind the rows.
        let board = try await world.board(isIndexed: false)
        let ids = ["account": world.accountID, "game": world.gameID, "board": board, "identity": player.identityID]
        let lists = ListWorld(list: list, api: api, player: player, ids: ids)
        for statement in list.rows { try await lists.execute(statement) }
        return lists
    }

    /// Asks for the list.
    ///
    /// - Parameter parameters: Added to what the list always needs; each followed by nothing.
    func get(_ parameters: String...) async throws -> Answer {
        let query = ([list.query] + parameters).filter { !$0.isEmpty }.joined(separator: "&")
        let path = ids.reduce(list.path + "?" + query) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
        return list.isForPlayers ? try await player.get(path) : try await api.admin(.get, path)
    }

    private func execute(_ statement: String) async throws {
        let created = "timestamptz '2026-01-01 00:00Z' + (n / 3) * interval '1.000001 s'"
        var sql = "WITH rows AS (SELECT n FROM generate_series(1, \(ListCase.rowCount)) n) " + statement
        let texts = [
            "@name": "'name' || lpad((n * 7 % 29)::text, 2, '0')", "@slug": "'slug' || lpad((n * 11 % 29)::text, 2, '0')", "@created": created,
            "@times": "\(created), timestamptz '2026-01-02 00:00Z' + (n * 7 % 5) * interval '1 s'",
        ]
        for (name, text) in texts { sql = sql.replacingOccurrences(of: name, with: text) }
        for (name, id) in ids { sql = sql.replacingOccurrences(of: "@\(name)", with: "'\(id.split(separator: "_")[1])'::uuid") }
        _ = try await api.pool.query(PostgresQuery(sql, operation: "test", table: "test"))
    }
}

extension ListWorld {
    /// All rows, in no order that matters.
    func everything() async throws -> [JSONObject] {
        let answer = try await get("limit=100", "sort=id:asc")
        try #require(answer.status == 200, "\(answer.json)")
        try #require(answer.data.count >= ListCase.rowCount && answer.paging("has_next") == false, "\(list.path) lists \(answer.data.count) rows")
        return answer.data
    }

    /// The ids of rows in the order of a field, nulls as the smallest, ties by id (`contract/pagination.md §3`).
    func order(of rows: [JSONObject], by field: SortField, ascending: Bool) throws -> [String] {
        let keyed = try rows.map { row in
            (try RowKey(row[list.member(of: field)] ?? .null, field.kind), try #require(row["id"]?.string))
        }
        return keyed.sorted { left, right in
            if left.0 != right.0 { return (left.0 < right.0) == ascending }
            return left.1 < right.1
        }.map(\.1)
    }
}

/// A value of a row that can be compared.
private enum RowKey: Comparable {
    case null
    case number(Double)
    case text(String)
    case time(Timestamp)

    init(_ json: JSONValue, _ kind: SortValueKind) throws {
        if json.isNull {
            self = .null
            return
        }
        switch kind {
        case .timestamp: self = .time(try #require(json.string.flatMap { Timestamp(rfc3339: $0) }))
        case .number, .integer: self = .number(try #require(json.double))
        case .boolean: self = .number(json == true ? 1 : 0)
        case .text, .uuid: self = .text(try #require(json.string))
        }
    }
}
