import LeadrDomain
import Postgres

/// The columns of a board that make its layout.
enum RankLayoutColumns {
    static let list = "ranking_version, tie_policy"

    static func layout(_ row: PostgresRow, from position: Int = 0) throws(PostgresError) -> RankLayout {
        var column = ColumnReader(row, from: position)
        return RankLayout(version: try column.next(), ties: try column.choice())
    }
}
