import Foundation
import LeadrDomain
import Postgres
import TestSupport
import Testing

@testable import LeadrStore

/// What is deleted after its time, and what is not.
@Suite struct RetentionTests {
    /// A rule, rows of which the first is to go and the others stay, and what is needed beforehand.
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: RetentionRule
        let insert: String
        /// Values of one row; `$t` becomes its time.
        let old: String
        let kept: [String]
        let index: String

        var testDescription: String { rule.rawValue }
    }

    private static let cases = [
        Case(
            rule: .sessions,
            insert: "identity_sessions (identity_id, access_token_hash, refresh_token_hash, expires_at, refresh_expires_at, revoked_at)",
            old: "(SELECT id FROM identities LIMIT 1), n::text, n::text, now(), now() - interval '40 days', NULL",
            kept: [
                "(SELECT id FROM identities LIMIT 1), 'a', 'a', now() - interval '40 days', now() - interval '20 days', NULL",
                "(SELECT id FROM identities LIMIT 1), 'b', 'b', now(), now(), now() - interval '1 day'",
            ],
            index: "ix_identity_sessions_refresh_expires_at"
        ),
        Case(
            rule: .sessions,
            insert: "identity_sessions (identity_id, access_token_hash, refresh_token_hash, expires_at, refresh_expires_at, revoked_at)",
            old: "(SELECT id FROM identities LIMIT 1), n::text, n::text, now(), now() + interval '1 day', now() - interval '40 days'",
            kept: ["(SELECT id FROM identities LIMIT 1), 'a', 'a', now(), now() + interval '1 day', NULL"],
            index: "ix_identity_sessions_revoked"
        ),
        Case(
            rule: .nonces,
            insert: "nonces (identity_id, nonce_value, expires_at, status)",
            old: "(SELECT id FROM identities LIMIT 1), n::text, now() - interval '40 days', 'pending'",
            kept: ["(SELECT id FROM identities LIMIT 1), 'a', now() - interval '90 days', 'used'"],
            index: "ix_nonces_pending_expires"
        ),
        Case(
            rule: .taskRuns,
            insert: "scheduler_runs (task, slot, term, holder, started_at)",
            old: "'t', n, 1, 'a', now() - interval '40 days'",
            kept: ["'t', -1, 1, 'a', now() - interval '29 days'"],
            index: "ix_scheduler_runs_started"
        ),
        Case(
            rule: .webhookMessages,
            insert: "webhook_messages (id, account_id, event_type, body, occurred_at, created_at)",
            old: "gen_random_uuid(), gen_random_uuid(), 'board.ended', '{}', now(), now() - interval '40 days'",
            kept: ["gen_random_uuid(), gen_random_uuid(), 'board.ended', '{}', now(), now() - interval '20 days'"],
            index: "ix_webhook_messages_created"
        ),
        Case(
            rule: .mails,
            insert: #"emails ("to", subject, body, status, created_at)"#,
            old: "'a@b.c', 's', 'b', (ARRAY['sent', 'failed'])[1 + n % 2]::email_status, now() - interval '40 days'",
            kept: ["'a@b.c', 's', 'b', 'pending', now() - interval '90 days'", "'a@b.c', 's', 'b', 'sent', now() - interval '20 days'"],
            index: "ix_emails_"
        ),
        Case(
            rule: .deadSubmissions,
            insert: """
                dead_submissions (event_id, account_id, game_id, board_id, identity_id, queue, payload, error, deliveries, accepted_at, died_at, resolved_at)
                """,
            old: """
                gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'q', '', 'e', 1, now(), now(),
                now() - interval '40 days'
                """,
            kept: [
                """
                gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'q', '', 'e', 1, now() - interval '90 days',
                now() - interval '90 days', NULL
                """
            ],
            index: "ix_dead_submissions_resolved"
        ),
        Case(
            rule: .rejections,
            insert: "submission_outcomes (event_id, game_id, identity_id, status, error, decided_at)",
            old: "gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 429, 'e', now() - interval '40 days'",
            kept: ["gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 429, 'e', now() - interval '29 days'"],
            index: "ix_submission_outcomes_decided_at"
        ),
        Case(
            rule: .operatorActions,
            insert: "operator_actions (id, at, actor, action, target, parameters)",
            old: "gen_random_uuid(), now() - interval '40 days', 'a', 'b', 'c', '{}'",
            kept: ["gen_random_uuid(), now() - interval '29 days', 'a', 'b', 'c', '{}'"],
            index: "ix_operator_actions_at"
        ),
    ]

    @Test(arguments: cases)
    func `rows go after their time, a chunk at a time from an index, and others stay`(subject: Case) async throws {
        try await StoreWorld.run("retention") { world in
            _ = try await world.identity()
            // Rows that are to stay, many enough that reading all of them would not pay.
            for kept in subject.kept { try await world.execute("INSERT INTO \(subject.insert) VALUES (\(kept))") }
            try await world.execute("INSERT INTO \(subject.insert) SELECT \(subject.old) FROM generate_series(1, 2500) n")
            try await world.execute("ANALYZE \(subject.rule.table)")
            let deletion = subject.rule.deletion(olderThan: .seconds(30 * 86_400), limit: 100)
            var plan = ""
            for row in try await world.execute("EXPLAIN " + deletion.sql, deletion.parameters) { plan += try row.decode(0, as: String.self) + "\n" }
            #expect(plan.contains(subject.index), "\(plan)")
            let sweep = RetentionSweep(pool: world.pool, chunk: 1000)
            #expect(try await sweep.delete(subject.rule, olderThan: .seconds(30 * 86_400)) == 2500)
            let left = try await world.execute("SELECT count(*) FROM \(subject.rule.table)").firstRow?.decode(0, as: Int64.self)
            #expect(left == Int64(subject.kept.count))
        }
    }

    @Test func `events go with their deleted board, and never from a live one`() async throws {
        try await StoreWorld.run("retention_events") { world in
            let (gone, fresh, live) = (try await world.board(), try await world.board(), try await world.board())
            for board in [gone, fresh, live] {
                let sql = """
                    INSERT INTO score_events (id, created_at, account_id, game_id, board_id, identity_id)
                    SELECT gen_random_uuid(), now() - interval '90 days', $1, $2, $3, gen_random_uuid() FROM generate_series(1, 50)
                    """
                try await world.execute(sql, [world.accountID, world.gameID, board])
            }
            try await world.execute("UPDATE boards SET deleted_at = now() - interval '40 days' WHERE id = $1", [gone])
            try await world.execute("UPDATE boards SET deleted_at = now() - interval '1 day' WHERE id = $1", [fresh])
            let sweep = RetentionSweep(pool: world.pool, chunk: 20)
            #expect(try await sweep.delete(.scoreEvents, olderThan: .seconds(30 * 86_400)) == 50)
            let left = try await world.execute("SELECT DISTINCT board_id FROM score_events").map { try $0.decode(0, as: BoardID.self) }
            #expect(Set(left) == [fresh, live])
        }
    }
}
