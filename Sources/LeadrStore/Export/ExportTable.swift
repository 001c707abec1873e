import LeadrDomain
import Postgres

/// A table as an account gets it: names, texts and ids as the API shows them, no secrets.
public struct ExportTable: Hashable, Sendable {
    /// Name of the file, and of the table.
    public let name: String
    /// Columns, in order: their name and how they are read of a row `t`.
    let columns: [(name: String, expression: String)]
    /// Which rows belong to the account `$1`.
    let condition: String

    /// Names of the columns.
    public var columnNames: [String] { columns.map(\.name) }

    /// Equal names.
    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// All that belongs to an account, in the order in which one refers to another.
    public static let all: [ExportTable] = [
        ExportTable("accounts", "acc", "name slug status timezone country city created_at updated_at", "t.id = $1", isDeletable: true),
        ExportTable("users", "usr", "account_id=acc email display_name super_admin is_owner status created_at updated_at", owned, isDeletable: true),
        ExportTable(
            "api_keys",
            "key",
            "account_id=acc user_id=usr name key_prefix status last_used_at expires_at created_at",
            owned,
            isDeletable: true
        ),
        ExportTable(
            "games",
            "gam",
            "account_id=acc name slug steam_app_id default_board_id=brd anti_cheat_enabled description page_url tags created_at updated_at",
            owned,
            isDeletable: true
        ),
        ExportTable(
            "board_templates",
            "tpl",
            """
            account_id=acc game_id=gam name slug name_template series icon unit sort_direction board_type keep_strategy tie_policy starts_at ends_at tags \
            repeat_interval config next_run_at is_active is_published unique_player_names created_at updated_at
            """,
            owned,
            isDeletable: true
        ),
        ExportTable(
            "boards",
            "brd",
            """
            account_id=acc game_id=gam name slug short_code description icon unit is_active is_published unique_player_names sort_direction board_type \
            keep_strategy tie_policy created_from_template_id=tpl template_name starts_at ends_at tags created_at updated_at
            """,
            owned,
            isDeletable: true
        ),
        ExportTable(
            "board_ratio_configs",
            "brc",
            """
            board_id=brd numerator_board_id=brd denominator_board_id=brd zero_denominator_policy min_denominator min_numerator scale display decimals \
            tie_breaker created_at updated_at
            """,
            onBoard,
            isDeletable: true
        ),
        ExportTable("identities", "ide", "account_id=acc game_id=gam kind external_key display_name created_at updated_at", owned, isDeletable: true),
        ExportTable(
            "devices",
            "dev",
            "account_id=acc game_id=gam client_fingerprint platform status first_seen_at last_seen_at metadata created_at",
            owned,
            isDeletable: true
        ),
        ExportTable(
            "score_events",
            "sev",
            "account_id=acc game_id=gam board_id=brd identity_id=ide event_payload is_test player_name timezone country city rejected_reason created_at",
            owned
        ),
        ExportTable(
            "board_states",
            "scr",
            """
            board_id=brd identity_id=ide primary_value value_display player_name state_metadata is_test event_count selected_event_id=sev timezone country \
            city created_at updated_at
            """,
            onBoard + " AND t.version > 0",
            isDeletable: true
        ),
        ExportTable(
            "run_entries",
            "scr",
            """
            board_id=brd identity_id=ide score_event_id=sev primary_value value_display player_name entry_metadata is_test timezone country city \
            excluded_at excluded_reason created_at updated_at
            """,
            onBoard,
            isDeletable: true
        ),
        ExportTable(
            "score_flags",
            "flg",
            "score_event_id=sev flag_type confidence status metadata reviewed_at reviewer_id=usr reviewer_decision created_at updated_at",
            "EXISTS (SELECT 1 FROM score_events e WHERE e.id = t.score_event_id AND e.account_id = $1)",
            isDeletable: true
        ),
    ]

    private static let owned = "t.account_id = $1"
    private static let onBoard = "EXISTS (SELECT 1 FROM boards b WHERE b.id = t.board_id AND b.account_id = $1)"

    /// - Parameters:
    ///   - prefix: Of the ids of its rows.
    ///   - columns: Names, each with `=` and the prefix of the ids it has, where it has any.
    ///   - isDeletable: Whether rows are marked as deleted; such rows are left out.
    private init(_ name: String, _ prefix: String, _ columns: String, _ condition: String, isDeletable: Bool = false) {
        self.name = name
        self.columns =
            [("id", "'\(prefix)_' || t.id")]
            + columns.split(separator: " ").map { column in
                let parts = column.split(separator: "=").map(String.init)
                return (parts[0], parts.count == 1 ? "t.\(parts[0])" : "'\(parts[1])_' || t.\(parts[0])")
            }
        self.condition = condition + (isDeletable ? " AND t.deleted_at IS NULL" : "")
    }
}
