import LeadrDomain
import LeadrJobs
import Postgres

/// The statements of the inbox, which has rows only with `INGEST_DURABILITY=postgres`.
///
/// Ranking transactions delete rows while others mark them. Whoever marks skips locked rows, so that neither waits for the other in a circle.
enum InboxSQL {
    /// Takes submissions out.
    static func delete(_ ids: [ScoreEventID]) -> PostgresQuery {
        PostgresQuery("DELETE FROM inbox WHERE event_id = ANY ($1)", [ids], operation: "delete", table: "inbox")
    }

    /// Puts submissions in.
    static func insert(_ jobs: [SubmissionJob]) -> PostgresQuery {
        PostgresQuery(
            """
            INSERT INTO inbox (event_id, board_id, payload, accepted_at)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::timestamptz[]) ON CONFLICT DO NOTHING
            """,
            Columns.of(jobs) { columns in
                columns.add { $0.eventID }
                columns.add { $0.boardID }
                columns.add { PostgresBytea(bytes: $0.withoutClientIP().encoded()) }
                columns.add { $0.acceptedAt }
            },
            operation: "insert",
            table: "inbox"
        )
    }

    /// The present epoch.
    static let epoch = PostgresQuery("SELECT number FROM redis_epoch", operation: "select", table: "redis_epoch")

    static func mark(_ ids: [ScoreEventID], epoch: Int64) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE inbox SET pushed_epoch = $2 WHERE event_id IN (
                SELECT event_id FROM inbox WHERE event_id = ANY ($1) AND (pushed_epoch IS NULL OR pushed_epoch < $2) FOR UPDATE SKIP LOCKED)
            """,
            [ids, epoch],
            operation: "update",
            table: "inbox"
        )
    }

    static func forget(before epoch: Int64, limit: Int) -> PostgresQuery {
        PostgresQuery(
            """
            UPDATE inbox SET pushed_epoch = NULL WHERE event_id IN (
                SELECT event_id FROM inbox WHERE pushed_epoch < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
            """,
            [epoch, Int64(limit)],
            operation: "update",
            table: "inbox"
        )
    }

    static func unpushed(before time: Timestamp, after place: InboxPlace?, limit: Int) -> PostgresQuery {
        let columns = "SELECT event_id, board_id, accepted_at, payload FROM inbox WHERE pushed_epoch IS NULL AND accepted_at < $1"
        let order = "ORDER BY accepted_at, event_id LIMIT $2"
        guard let place else {
            return PostgresQuery("\(columns) \(order)", [time, Int64(limit)], operation: "select", table: "inbox")
        }
        return PostgresQuery(
            "\(columns) AND (accepted_at, event_id) > ($3, $4) \(order)",
            [time, Int64(limit), place.acceptedAt, place.eventID],
            operation: "select",
            table: "inbox"
        )
    }

    static func removeDecided(after place: ScoreEventID, before time: Timestamp, limit: Int) -> PostgresQuery {
        PostgresQuery(
            """
            WITH page AS (
                SELECT event_id FROM inbox WHERE event_id > $1 ORDER BY event_id LIMIT $2
            ), decided AS (
                SELECT i.event_id FROM page JOIN inbox i USING (event_id) WHERE i.accepted_at < $3 AND (
                    EXISTS (SELECT FROM score_events e WHERE e.id = i.event_id)
                    OR EXISTS (SELECT FROM submission_outcomes o WHERE o.event_id = i.event_id))
                FOR UPDATE OF i SKIP LOCKED
            ), gone AS (
                DELETE FROM inbox WHERE event_id IN (SELECT event_id FROM decided) RETURNING 1
            )
            SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM page), (SELECT event_id FROM page ORDER BY event_id DESC LIMIT 1)
            """,
            [place, Int64(limit), time],
            operation: "delete",
            table: "inbox"
        )
    }
}
