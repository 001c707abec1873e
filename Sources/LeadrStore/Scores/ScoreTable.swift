import LeadrDomain
import Postgres

/// The two tables of ranked rows, read in one shape.
public enum ScoreTable: Hashable, Sendable {
    /// One row per player: `board_states`.
    case states
    /// One row per submission: `run_entries`.
    case entries

    /// The table of a board.
    public init(_ boardType: BoardType) {
        self = boardType == .runRuns ? .entries : .states
    }

    var name: String {
        switch self {
        case .states: "board_states"
        case .entries: "run_entries"
        }
    }

    /// What rows in lists satisfy; the same text as in the ranking index, so that the planner knows the index has them all.
    var ranked: String {
        switch self {
        case .states: "deleted_at IS NULL AND rank_value IS NOT NULL"
        case .entries: "deleted_at IS NULL AND excluded_at IS NULL"
        }
    }

    /// What rows that can be looked up satisfy: a ratio without a value can, an excluded entry cannot (`contract/rulings.md`).
    var visible: String {
        switch self {
        case .states: "deleted_at IS NULL"
        case .entries: "deleted_at IS NULL AND excluded_at IS NULL"
        }
    }

    /// Columns as ``decode(_:)`` expects them.
    var columns: String {
        let (event, metadata) = self == .states ? ("selected_event_id", "state_metadata") : ("score_event_id", "entry_metadata")
        return """
            id, board_id, identity_id, is_test, primary_value, rank_value, (\(ranked)) AS is_ranked, \(event) AS event_id, player_name,
            value_display, \(metadata) AS metadata, timezone, country, city, created_at, updated_at, version
            """
    }

    /// Reads a row of either table.
    ///
    /// - Throws: ``PostgresError`` with code `decoding`.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> RankedRow {
        RankedRow(
            id: try row.decode(0),
            boardID: try row.decode(1),
            identityID: try row.decode(2),
            isTest: try row.decode(3),
            value: try row.decode(4),
            rankValue: try row.decode(5, as: Double?.self) ?? .infinity,
            isRanked: try row.decode(6),
            selectedEventID: try row.decode(7),
            playerName: try row.decode(8),
            valueDisplay: try row.decode(9),
            metadata: try row.decode(10, as: PostgresJSON?.self)?.bytes,
            geo: GeoLocation(timezone: try row.decode(11), country: try row.decode(12), city: try row.decode(13)),
            createdAt: try row.decode(14),
            updatedAt: try row.decode(15),
            version: try row.decode(16)
        )
    }
}
