import Foundation
import LeadrDomain
import Postgres

extension ScoreReader {
    /// Ranks of rows by counting, each in its own board and pool (`contract/scoring.md §5.5`). Costs as much as the rows that rank before.
    ///
    /// - Parameters:
    ///   - rows: Rows of one table.
    ///   - table: That table.
    /// - Returns: One rank per row; 0 for what takes no part in ranking.
    /// - Throws: ``PostgresError``.
    public func ranks(of rows: [RankedRow], in table: ScoreTable) async throws(PostgresError) -> [Int] {
        guard !rows.isEmpty else { return [] }
        let result = try await pool.query(PostgresQuery(Self.rankText(table), Self.places(rows), operation: "select", table: table.name))
        var ranks: [Int] = []
        ranks.reserveCapacity(rows.count)
        for (row, counted) in zip(rows, result) { ranks.append(row.isRanked ? Int(try counted.decode(0, as: Int64.self)) : 0) }
        return ranks
    }

    /// Ranks of the rows of a page: counted once where the rows follow each other on the board, else each by itself.
    ///
    /// - Parameters:
    ///   - rows: The page, in its order.
    ///   - scope: What the page was read from.
    ///   - sort: Order of the page.
    /// - Throws: ``PostgresError``.
    public func ranks(ofPage rows: [RankedRow], _ scope: ScoreScope, sort: SortSpec) async throws(PostgresError) -> [Int] {
        let areConsecutive = scope.identityID == nil && scope.isTest != nil && sort == .scores(isDescending: scope.isDescending)
        guard areConsecutive, let first = rows.first else { return try await ranks(of: rows, in: scope.table) }
        let start = try await ranks(of: [first], in: scope.table).first ?? 1
        return rows.indices.map { start + $0 }
    }

    /// Number of rows strictly better than a value, for the placeholder of `around_score_value`.
    ///
    /// - Throws: ``PostgresError``.
    public func countBetter(than value: Double, in scope: ScoreScope) async throws(PostgresError) -> Int {
        var better = 0
        for isTest in scope.pools {
            let query = PostgresQuery(
                """
                SELECT count(*) FROM \(scope.table.name)
                WHERE board_id = $1 AND is_test = $2 AND \(scope.table.ranked) AND rank_value < $3
                """,
                [scope.boardID, isTest, RankOrder.rankValue(value, isDescending: scope.isDescending)],
                operation: "select",
                table: scope.table.name
            )
            better += Int(try await pool.query(query).firstRow?.decode(0, as: Int64.self) ?? 0)
        }
        return better
    }

    private static func places(_ rows: [RankedRow]) -> [(any PostgresEncodable)?] {
        Columns.of(rows) { columns in
            columns.add(\.boardID)
            columns.add(\.isTest)
            columns.add(\.rankValue)
            columns.add(\.createdAt)
            columns.add(\.id)
        }
    }

    /// Three counts, each a range of the ranking index.
    private static func rankText(_ table: ScoreTable) -> String {
        func count(_ place: String) -> String {
            "(SELECT count(*) FROM \(table.name) WHERE board_id = u.board_id AND is_test = u.is_test AND \(table.ranked) AND \(place))"
        }
        return """
            SELECT 1 + \(count("rank_value < u.place_value"))
                + \(count("rank_value = u.place_value AND created_at > u.place_time"))
                + \(count("rank_value = u.place_value AND created_at = u.place_time AND id < u.place_id"))
            FROM unnest($1::uuid[], $2::bool[], $3::float8[], $4::timestamptz[], $5::uuid[])
                WITH ORDINALITY AS u (board_id, is_test, place_value, place_time, place_id, place)
            ORDER BY u.place
            """
    }
}

extension RankedRow {
    /// The row's value for a sort field of score lists.
    public func sortValue(_ field: SortField) -> SortValue {
        switch field.name {
        case SortField.createdAt.name: .timestamp(createdAt)
        case SortField.updatedAt.name: .timestamp(updatedAt)
        case SortField.id.name: .uuid(id)
        default: value.map { .number($0) } ?? .null
        }
    }
}
