import Foundation
import LeadrDomain
import Postgres

/// Reads ranked rows: by id for the rank index, by keyset and with counted ranks where the index cannot answer.
public struct RankedRowReader: Sendable {
    private let pool: PostgresPool

    /// A reader on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The live row behind a score id: a board state first, then a run entry (`contract/scoring.md §1`).
    public func find(_ id: ScoreID) async throws(PostgresError) -> RankedRow? {
        for table in RankedTable.allCases {
            if let row = try await rows([id.uuid], in: table).first { return row }
        }
        return nil
    }

    /// Live rows of a board by id, in no order; missing ones are left out.
    public func find(_ ids: [UUID], boardType: BoardType) async throws(PostgresError) -> [RankedRow] {
        ids.isEmpty ? [] : try await rows(ids, in: RankedTable(boardType))
    }

    /// A page of ranked rows in any order (`contract/pagination.md §5`).
    public func page(_ filter: RankedRowFilter, _ request: PageRequest) async throws(PostgresError) -> Page<RankedRow> {
        let fetched = try await fetch(filter, request)
        return Page(fetched: fetched, for: request, position: Self.position, id: \.id)
    }

    /// The rank of each row in its own pool, by counting the rows before it; costs a scan of those rows.
    public func ranks(of rows: [RankedRow], boardType: BoardType) async throws(PostgresError) -> [UUID: Int] {
        guard !rows.isEmpty else { return [:] }
        let table = RankedTable(boardType)
        let query = PostgresQuery(
            """
            SELECT k.id, (
                SELECT count(*) FROM \(table.name) r
                WHERE r.board_id = k.board_id AND r.is_test = k.is_test AND r.\(table.isRanked.replacing(" AND ", with: " AND r."))
                AND (r.rank_value < k.rank_value OR (r.rank_value = k.rank_value
                    AND (r.created_at > k.created_at OR (r.created_at = k.created_at AND r.id < k.id))))
            )
            FROM unnest($1::uuid[], $2::uuid[], $3::bool[], $4::float8[], $5::timestamptz[]) AS k (id, board_id, is_test, rank_value, created_at)
            """,
            [rows.map(\.id), rows.map(\.boardID), rows.map(\.isTest), rows.map(\.rankValue), rows.map(\.createdAt)],
            operation: "rank",
            table: table.name
        )
        var ranks: [UUID: Int] = [:]
        for row in try await pool.query(query) { ranks[try row.decode(0)] = Int(try row.decode(1, as: Int64.self)) + 1 }
        return ranks
    }

    /// Number of ranked rows of a pool that are strictly better than a value.
    public func countBetter(than rankValue: Double, _ filter: RankedRowFilter) async throws(PostgresError) -> Int {
        let table = RankedTable(filter.boardType)
        let sql =
            "SELECT count(*) FROM \(table.name) WHERE board_id = $1 AND ($2::bool IS NULL OR is_test = $2) AND \(table.isRanked) AND rank_value < $3"
        let result = try await pool.query(PostgresQuery(sql, [filter.boardID, filter.isTest, rankValue], operation: "rank", table: table.name))
        return Int(try result.firstRow?.decode(0, as: Int64.self) ?? 0)
    }

    private func rows(_ ids: [UUID], in table: RankedTable) async throws(PostgresError) -> [RankedRow] {
        let sql = "SELECT \(table.columns) FROM \(table.name) WHERE id = ANY($1) AND \(table.isLive)"
        var rows: [RankedRow] = []
        for row in try await pool.query(PostgresQuery(sql, [ids], operation: "select", table: table.name)) { rows.append(try table.row(row)) }
        return rows
    }

    private func fetch(_ filter: RankedRowFilter, _ request: PageRequest) async throws(PostgresError) -> [RankedRow] {
        let table = RankedTable(filter.boardType)
        var statement = ListStatement(table.name, columns: table.columns)
        // The ranking index is on the value in rank direction, which on descending boards runs against the value itself.
        statement.expressions = ["primary_value": "\(table.name).rank_value"]
        if filter.isDescending { statement.negated = ["primary_value"] }
        statement.require(table.isRanked)
        statement.require("board_id", "=", filter.boardID)
        statement.require("is_test", "=", filter.isTest)
        statement.require("identity_id", "=", filter.identityID)
        var rows: [RankedRow] = []
        for row in try await pool.query(statement.query(for: request)) { rows.append(try table.row(row)) }
        return rows
    }

    /// Value of a row for a sort field of score lists.
    public static func position(_ row: RankedRow, _ field: SortField) -> SortValue {
        switch field.name {
        case "primary_value": row.value.map(SortValue.number) ?? .null
        case SortField.createdAt.name: .timestamp(row.createdAt)
        case SortField.updatedAt.name: .timestamp(row.updatedAt)
        default: .uuid(row.id)
        }
    }
}
