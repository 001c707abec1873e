import Foundation
import LeadrDomain
import Postgres

extension RankedRowReader {
    /// The rank of each row in its own pool, by counting the rows before it (`contract/scoring.md §5.5`); costs a scan of those rows.
    ///
    /// - Parameters:
    ///   - rows: Rows of one board.
    ///   - boardType: Type of the board.
    ///   - ties: Tie policy of the board.
    /// - Throws: ``PostgresError``.
    public func ranks(of rows: [RankedRow], boardType: BoardType, ties: TiePolicy) async throws(PostgresError) -> [UUID: Int] {
        guard !rows.isEmpty else { return [:] }
        let table = RankedTable(boardType)
        let query = PostgresQuery(Self.rankText(table, ties), Self.places(rows), operation: "rank", table: table.name)
        var ranks: [UUID: Int] = [:]
        for row in try await pool.query(query) { ranks[try row.decode(0)] = Int(try row.decode(1, as: Int64.self)) }
        return ranks
    }

    /// Number of ranked rows of a pool.
    ///
    /// - Parameter filter: Board and pool; the player is ignored.
    /// - Throws: ``PostgresError``.
    public func count(_ filter: RankedRowFilter) async throws(PostgresError) -> Int {
        try await count(filter, "", [])
    }

    /// Number of ranked rows of a pool that are better than a value.
    ///
    /// - Parameters:
    ///   - rankValue: The value, negated on descending boards.
    ///   - countsEquals: Whether rows of that value count as well.
    ///   - filter: Board and pool; the player is ignored.
    /// - Throws: ``PostgresError``.
    public func countBetter(
        than rankValue: Double,
        orEqual countsEquals: Bool = false,
        _ filter: RankedRowFilter
    ) async throws(PostgresError) -> Int {
        try await count(filter, " AND rank_value \(countsEquals ? "<=" : "<") $3", [rankValue])
    }

    private func count(_ filter: RankedRowFilter, _ condition: String, _ values: [Double]) async throws(PostgresError) -> Int {
        let table = RankedTable(filter.boardType)
        let query = PostgresQuery(
            // Pools are named one by one, so that each is a range of the ranking index.
            "SELECT count(*) FROM \(table.name) WHERE board_id = $1 AND is_test = ANY ($2) AND \(table.isRanked)\(condition)",
            [filter.boardID, filter.pools] + values,
            operation: "rank",
            table: table.name
        )
        return Int(try await pool.query(query).firstRow?.decode(0, as: Int64.self) ?? 0)
    }

    private static func places(_ rows: [RankedRow]) -> [(any PostgresEncodable)?] {
        Columns.of(rows) { columns in
            columns.add { $0.id }
            columns.add { $0.boardID }
            columns.add { $0.isTest }
            columns.add { $0.rankValue }
            columns.add { $0.createdAt }
        }
    }

    /// Three counts, each a range of the ranking index; one condition with `OR` would read and filter the whole pool. Where equal values share a rank,
    /// the first is enough.
    private static func rankText(_ table: RankedTable, _ ties: TiePolicy) -> String {
        var places = ["rank_value < u.place_value"]
        if ties != .shared {
            places.append("rank_value = u.place_value AND created_at \(ties.isNewestFirst ? ">" : "<") u.place_time")
            places.append("rank_value = u.place_value AND created_at = u.place_time AND id < u.place_id")
        }
        let counts = places.map { place in
            "(SELECT count(*) FROM \(table.name) WHERE board_id = u.board_id AND is_test = u.is_test AND \(table.isRanked) AND \(place))"
        }
        return """
            SELECT u.place_id, 1 + \(counts.joined(separator: " + "))
            FROM unnest($1::uuid[], $2::uuid[], $3::bool[], $4::float8[], $5::timestamptz[])
                AS u (place_id, board_id, is_test, place_value, place_time)
            """
    }
}
