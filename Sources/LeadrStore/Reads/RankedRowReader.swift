import Foundation
import LeadrDomain
import Postgres

/// Reads ranked rows: by id for the rank index, by keyset and with counted ranks where the index cannot answer.
public struct RankedRowReader: Sendable {
    let pool: PostgresPool

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

    private func rows(_ ids: [UUID], in table: RankedTable) async throws(PostgresError) -> [RankedRow] {
        var rows: [RankedRow] = []
        for row in try await pool.query(table.selection(of: ids)) { rows.append(try table.row(row)) }
        return rows
    }

    private func fetch(_ filter: RankedRowFilter, _ request: PageRequest) async throws(PostgresError) -> [RankedRow] {
        let table = RankedTable(filter.boardType)
        var rows: [RankedRow] = []
        for row in try await pool.query(Self.query(filter, request)) { rows.append(try table.row(row)) }
        return rows
    }

    private static func query(_ filter: RankedRowFilter, _ request: PageRequest) -> PostgresQuery {
        RankedRowQuery.make(filter, terms: request.fetchTerms, predicate: request.predicate, count: request.fetchCount)
    }

    /// The plan PostgreSQL has for a page, for tests that guard the use of the index.
    package func explain(_ filter: RankedRowFilter, _ request: PageRequest) async throws(PostgresError) -> String {
        let query = Self.query(filter, request)
        var lines: [String] = []
        for row in try await pool.query(PostgresQuery("EXPLAIN " + query.sql, query.parameters, operation: "explain", table: query.table)) {
            lines.append(try row.decode(0))
        }
        return lines.joined(separator: "\n")
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
