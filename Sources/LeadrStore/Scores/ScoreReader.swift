import Foundation
import LeadrDomain
import Postgres

/// Reads ranked rows from the database: by id for the rank index, or whole pages where the index is not ready (`design.md §5`).
public struct ScoreReader: Sendable {
    let pool: PostgresPool

    /// Creates a reader.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// A page of a list (`contract/pagination.md §5`).
    ///
    /// - Throws: ``PostgresError``.
    public func page(_ scope: ScoreScope, _ request: PageRequest) async throws(PostgresError) -> Page<RankedRow> {
        let query = ScoreQuery.make(scope, terms: request.fetchTerms, predicate: request.predicate, count: request.fetchCount)
        let rows = try decode(try await pool.query(query))
        return Page(fetched: rows, for: request, position: { $0.sortValue($1) }, id: { $0.id })
    }

    /// Rows on one side of a position, in the order of the list, for windows around a row (`contract/scoring.md §5.6`).
    ///
    /// - Parameters:
    ///   - scope: Rows to choose from.
    ///   - sort: Order of the list.
    ///   - position: One value per term of `sort`.
    ///   - side: Forward for rows after the position, backward for rows before it.
    ///   - count: The nearest rows to return, at most.
    /// - Throws: ``PostgresError``.
    public func neighbours(
        _ scope: ScoreScope,
        sort: SortSpec,
        of position: [SortValue],
        side: PageDirection,
        count: Int
    ) async throws(PostgresError) -> [RankedRow] {
        let predicate = KeysetPredicate(sort: sort, position: position, direction: side)
        let query = ScoreQuery.make(scope, terms: sort.fetchTerms(side), predicate: predicate, count: count)
        let rows = try decode(try await pool.query(query))
        return side == .forward ? rows : rows.reversed()
    }

    /// The row shown as that score: a board state, else a run entry (`contract/scoring.md §1`). Nil when it is deleted or excluded.
    ///
    /// - Throws: ``PostgresError``.
    public func row(_ id: ScoreID) async throws(PostgresError) -> RankedRow? {
        if let state = try await row(id, in: .states) { return state }
        return try await row(id, in: .entries)
    }

    /// The row of that id in one table, as windows look it up. Nil when it is deleted or excluded.
    ///
    /// - Throws: ``PostgresError``.
    public func row(_ id: ScoreID, in table: ScoreTable) async throws(PostgresError) -> RankedRow? {
        let query = PostgresQuery(
            "SELECT \(table.columns) FROM \(table.name) WHERE id = $1 AND \(table.visible)",
            [id],
            operation: "select",
            table: table.name
        )
        return try await pool.query(query).firstRow.map { row throws(PostgresError) in try ScoreTable.decode(row) }
    }

    /// Ranked rows by id, in the order of the ids; those that are gone are left out.
    ///
    /// - Throws: ``PostgresError``.
    public func rows(_ ids: [UUID], in table: ScoreTable) async throws(PostgresError) -> [RankedRow] {
        guard !ids.isEmpty else { return [] }
        let query = PostgresQuery(
            "SELECT \(table.columns) FROM \(table.name) WHERE id = ANY ($1) AND \(table.ranked)",
            [ids],
            operation: "select",
            table: table.name
        )
        let found = Dictionary(try decode(try await pool.query(query)).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return ids.compactMap { found[$0] }
    }

    private func decode(_ result: PostgresResult) throws(PostgresError) -> [RankedRow] {
        var rows: [RankedRow] = []
        rows.reserveCapacity(result.count)
        for row in result { rows.append(try ScoreTable.decode(row)) }
        return rows
    }
}

extension ScoreReader {
    /// The plan PostgreSQL has for a page, for tests that guard the use of the index.
    ///
    /// - Throws: ``PostgresError``.
    package func explain(_ scope: ScoreScope, _ request: PageRequest) async throws(PostgresError) -> String {
        let query = ScoreQuery.make(scope, terms: request.fetchTerms, predicate: request.predicate, count: request.fetchCount)
        var lines: [String] = []
        for row in try await pool.query(PostgresQuery("EXPLAIN " + query.sql, query.parameters, operation: "explain", table: query.table)) {
            lines.append(try row.decode(0))
        }
        return lines.joined(separator: "\n")
    }
}
