import Foundation
import LeadrDomain
import Postgres

extension RankedRowReader {
    /// The rank of each row in its own pool, by counting the rows before it (`contract/scoring.md §5.5`); costs a scan of those rows.
    ///
    /// - Throws: ``PostgresError``.
    public func ranks(of rows: [RankedRow], boardType: BoardType) async throws(PostgresError) -> [UUID: Int] {
        guard !rows.isEmpty else { return [:] }
        let table = RankedTable(boardType)
        let query = PostgresQuery(Self.rankText(table), Self.places(rows), operation: "rank", table: table.name)
        var ranks: [UUID: Int] = [:]
        for row in try await pool.query(query) { ranks[try row.decode(0)] = Int(try row.decode(1, as: Int64.self)) }
        return ranks
    }

    /// Number of ranked rows of a pool that are strictly better than a value.
    ///
    /// - Parameters:
    ///   - rankValue: The value, negated on descending boards.
    ///   - filter: Board and pool; the player is ignored.
    /// - Throws: ``PostgresError``.
    public func countBetter(than rankValue: Double, _ filter: RankedRowFilter) async throws(PostgresError) -> Int {
        let table = RankedTable(filter.boardType)
        // Named one by one, so that each pool is a range of the ranking index.
        let query = PostgresQuery(
            "SELECT count(*) FROM \(table.name) WHERE board_id = $1 AND is_test = ANY ($2) AND \(table.isRanked) AND rank_value < $3",
            [filter.boardID, filter.pools, rankValue],
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

    /// Three counts, each a range of the ranking index; one condition with `OR` would read and filter the whole pool.
    private static func rankText(_ table: RankedTable) -> String {
        func count(_ place: String) -> String {
            "(SELECT count(*) FROM \(table.name) WHERE board_id = u.board_id AND is_test = u.is_test AND \(table.isRanked) AND \(place))"
        }
        return """
            SELECT u.place_id, 1 + \(count("rank_value < u.place_value"))
                + \(count("rank_value = u.place_value AND created_at > u.place_time"))
                + \(count("rank_value = u.place_value AND created_at = u.place_time AND id < u.place_id"))
            FROM unnest($1::uuid[], $2::uuid[], $3::bool[], $4::float8[], $5::timestamptz[])
                AS u (place_id, board_id, is_test, place_value, place_time)
            """
    }
}
