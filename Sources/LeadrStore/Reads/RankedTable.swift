import Foundation
import LeadrDomain
import Postgres

/// The two tables that hold ranked rows, behind one face.
enum RankedTable: CaseIterable {
    /// One row per board, identity and pool.
    case states
    /// One row per submission.
    case entries

    /// The table that a board's rows are in.
    init(_ type: BoardType) {
        self = type == .runRuns ? .entries : .states
    }

    var name: String {
        switch self {
        case .states: "board_states"
        case .entries: "run_entries"
        }
    }

    var columns: String {
        switch self {
        case .states: BoardStateSQL.columns
        case .entries: RunEntrySQL.columns
        }
    }

    /// Rows that exist for clients.
    var isLive: String {
        switch self {
        case .states: "deleted_at IS NULL"
        case .entries: "deleted_at IS NULL AND excluded_at IS NULL"
        }
    }

    /// ``isLive`` where the table goes by another name.
    func isLive(_ alias: String) -> String {
        switch self {
        case .states: "\(alias).deleted_at IS NULL"
        case .entries: "\(alias).deleted_at IS NULL AND \(alias).excluded_at IS NULL"
        }
    }

    /// Rows that take part in ranking; the condition of the ranking index.
    var isRanked: String {
        switch self {
        case .states: "deleted_at IS NULL AND rank_value IS NOT NULL"
        case .entries: isLive
        }
    }

    /// Live rows among the ids, in no order.
    func selection(of ids: [UUID]) -> PostgresQuery {
        PostgresQuery("SELECT \(columns) FROM \(name) WHERE id = ANY($1) AND \(isLive)", [ids], operation: "select", table: name)
    }

    func row(_ row: PostgresRow) throws(PostgresError) -> RankedRow {
        switch self {
        case .states: RankedRow(try BoardStateSQL.decode(row))
        case .entries: RankedRow(try RunEntrySQL.decode(row))
        }
    }
}
