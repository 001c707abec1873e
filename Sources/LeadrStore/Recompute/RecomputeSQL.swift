import LeadrDomain
import Postgres

/// Reads what rows are computed anew from, and writes what moderation does to run entries.
enum RecomputeSQL {
    static let hidingStatuses = FlagStatus.allCases.filter(\.hidesEvent).map(\.rawValue)

    /// All accepted events of some keys, each with the status of the newest live flag that hides it. Decode with ``decode(_:)``.
    ///
    /// Rejected events are left out: they never count.
    static func events(of keys: [StateKey]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT e.*, (
                SELECT f.status FROM score_flags f WHERE f.score_event_id = e.id AND f.deleted_at IS NULL AND f.status = ANY ($4)
                ORDER BY f.reviewed_at DESC NULLS LAST, f.id LIMIT 1
            )
            FROM unnest($1::uuid[], $2::uuid[], $3::bool[]) AS k (board_id, identity_id, is_test), LATERAL (
                SELECT \(ScoreEventRepository.columns) FROM score_events
                WHERE board_id = k.board_id AND identity_id = k.identity_id AND is_test = k.is_test AND rejected_reason IS NULL
            ) e
            """,
            [keys.map(\.boardID), keys.map(\.identityID), keys.map(\.isTest), hidingStatuses],
            operation: "select",
            table: "score_events"
        )
    }

    /// Reads a row of ``events(of:)`` or ``moderatedRuns(of:)``.
    static func decode(_ row: PostgresRow) throws(PostgresError) -> ModeratedEvent {
        ModeratedEvent(
            event: try ScoreEventRepository.event(row),
            hiddenBy: try row.decode(ScoreEventRepository.columnCount, as: String?.self).flatMap { FlagStatus(rawValue: $0) }
        )
    }

    /// The run entries of some keys that a flag was ever about, excluded ones included, locked until commit.
    static func lockModeratedEntries(of keys: [StateKey]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT r.* FROM unnest($1::uuid[], $2::uuid[], $3::bool[]) AS k (board_id, identity_id, is_test), LATERAL (
                SELECT \(RunEntrySQL.columns) FROM run_entries
                WHERE board_id = k.board_id AND identity_id = k.identity_id AND is_test = k.is_test
                    AND EXISTS (SELECT 1 FROM score_flags f WHERE f.score_event_id = run_entries.score_event_id)
                ORDER BY id FOR NO KEY UPDATE
            ) r
            """,
            [keys.map(\.boardID), keys.map(\.identityID), keys.map(\.isTest)],
            operation: "select",
            table: "run_entries"
        )
    }

    /// Accepted events of some keys that a flag was ever about, or that have no run entry. Decode with ``decodeRun(_:)``.
    static func moderatedRuns(of keys: [StateKey]) -> PostgresQuery {
        let flag = "score_flags f WHERE f.score_event_id = e.id"
        return PostgresQuery(
            """
            SELECT \(ScoreEventRepository.columns), (
                SELECT f.status FROM \(flag) AND f.deleted_at IS NULL AND f.status = ANY ($4) ORDER BY f.reviewed_at DESC NULLS LAST, f.id LIMIT 1
            ), has_entry
            FROM (
                SELECT p.* FROM unnest($1::uuid[], $2::uuid[], $3::bool[]) AS k (board_id, identity_id, is_test), LATERAL (
                    SELECT s.*, EXISTS (SELECT 1 FROM run_entries r WHERE r.board_id = s.board_id AND r.score_event_id = s.id) AS has_entry
                    FROM score_events s
                    WHERE s.board_id = k.board_id AND s.identity_id = k.identity_id AND s.is_test = k.is_test AND s.rejected_reason IS NULL
                ) p
            ) e
            WHERE NOT has_entry OR EXISTS (SELECT 1 FROM \(flag))
            """,
            [keys.map(\.boardID), keys.map(\.identityID), keys.map(\.isTest), hidingStatuses],
            operation: "select",
            table: "score_events"
        )
    }

    /// Reads a row of ``moderatedRuns(of:)``.
    static func decodeRun(_ row: PostgresRow) throws(PostgresError) -> (event: ModeratedEvent, hasEntry: Bool) {
        (try decode(row), try row.decode(ScoreEventRepository.columnCount + 1))
    }

    /// Writes what moderation changes about entries.
    ///
    /// - Parameter entries: Entries that are locked.
    static func moderate(_ entries: [RunEntry]) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE run_entries r SET excluded_at = u.excluded_at, excluded_reason = u.excluded_reason, updated_at = u.updated_at, version = u.version
            FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::int8[])
                AS u (id, excluded_at, excluded_reason, updated_at, version)
            WHERE r.id = u.id AND r.version = u.version - 1
            """,
            Columns.of(entries) { columns in
                columns.add { $0.id }
                columns.add { $0.excludedAt }
                columns.add { $0.excludedReason }
                columns.add { $0.updatedAt }
                columns.add { $0.version }
            },
            operation: "update",
            table: "run_entries"
        )
    }
}
