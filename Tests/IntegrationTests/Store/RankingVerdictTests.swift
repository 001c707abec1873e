import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct RankingVerdictTests {
    private func verdict(_ action: AntiCheatAction, _ job: SubmissionJob) -> AntiCheatVerdict {
        AntiCheatVerdict(
            action: action,
            flagType: action == .accept ? nil : .velocity,
            confidence: action == .accept ? nil : .high,
            reason: action == .accept ? nil : "too many",
            metadata: action == .accept ? nil : Array(#"{"limit":50}"#.utf8),
            submissionCount: 1,
            lastSubmissionAt: job.acceptedAt,
            lastScoreValue: job.value
        )
    }

    @Test func `a rejected submission is stored, not ranked, and stays rejected when delivered again`() async throws {
        try await StoreWorld.run("verdict") { world in
            let board = try await world.board()
            var job = world.job(board, IdentityID(UUID()), 1)
            job.verdict = verdict(.reject, job)
            let rejected = SubmissionDecision.rejected(SubmissionRejection(status: 429, error: "too many"))
            #expect(try await world.ranking.apply([job]).decisions[job.eventID] == rejected)
            #expect(try await world.ranking.apply([job]).decisions[job.eventID] == rejected)
            #expect(try await world.count("board_states") == 0)
            #expect(try await world.count("score_flags") == 0)
            #expect(try await world.count("score_events WHERE rejected_reason = 'too many'") == 1)
            let reader = SubmissionReader(pool: world.pool)
            guard case .rejected(let owner, let rejection) = try await reader.standing(of: job.eventID) else {
                Issue.record("expected a rejection")
                return
            }
            #expect(owner.identityID == job.identityID && owner.gameID == job.gameID && rejection.status == 429)
            // The event stays as evidence; after 30 days nobody is told any more.
            try await world.execute("UPDATE submission_outcomes SET decided_at = now() - interval '30 days 1 second'")
            #expect(try await reader.standing(of: job.eventID) == nil)
            #expect(try await RejectionRetention(pool: world.pool).delete(before: SystemClock().now()) == 1)
            #expect(try await reader.standing(of: job.eventID) == nil)
        }
    }

    @Test(arguments: AntiCheatAction.allCases)
    func `why a check struck is kept with the event, also where a dry run accepted it`(action: AntiCheatAction) async throws {
        try await StoreWorld.run("verdict") { world in
            var job = world.job(try await world.board(), IdentityID(UUID()), 1)
            job.verdict = verdict(action, job)
            job.verdict?.metadata = Array(#"{"window_start":"w","rule":"rate_limit","action":"reject","measured":50,"limit":50}"#.utf8)
            _ = try await world.ranking.apply([job])
            let event = try #require(try await ScoreEventRepository(pool: world.pool).find(job.eventID))
            #expect(event.explanation == AntiCheatExplanation(rule: "rate_limit", action: .reject, measured: 50, limit: 50))
            #expect(event.rejectedReason == (action == .reject ? "too many" : nil))
            #expect(try await world.count("score_events WHERE verdict->>'window_start' = 'w'") == 1)
            #expect(try await world.count("score_flags WHERE metadata->>'rule' = 'rate_limit'") == (action == .flag ? 1 : 0))
        }
    }

    @Test func `events without a finding, and those of the version before, explain nothing`() async throws {
        try await StoreWorld.run("verdict") { world in
            var job = world.job(try await world.board(), IdentityID(UUID()), 1)
            job.verdict = verdict(.accept, job)
            _ = try await world.ranking.apply([job])
            let older = ScoreEventID(UUID())
            try await world.execute(
                """
                INSERT INTO score_events (id, created_at, account_id, game_id, board_id, identity_id, event_payload, is_test, rejected_reason)
                SELECT $1, created_at, account_id, game_id, board_id, identity_id, event_payload, is_test, 'too many' FROM score_events
                """,
                [older]
            )
            #expect(try await world.count("score_events WHERE verdict IS NULL") == 2)
            let events = ScoreEventRepository(pool: world.pool)
            for id in [job.eventID, older] {
                let event = try #require(try await events.find(id))
                #expect(event.verdict == nil && event.explanation == nil)
            }
        }
    }

    @Test func `a flagged submission is ranked and has one pending flag`() async throws {
        try await StoreWorld.run("verdict") { world in
            let board = try await world.board()
            var job = world.job(board, IdentityID(UUID()), 1)
            job.verdict = verdict(.flag, job)
            for _ in 0..<2 { _ = try await world.ranking.apply([job]) }
            #expect(try await world.state(board, job.identityID)?.value == 1)
            #expect(try await world.count("score_flags WHERE status = 'pending' AND flag_type = 'velocity' AND confidence = 'high'") == 1)
        }
    }

    @Test func `submission counters count each event once and show the newest`() async throws {
        try await StoreWorld.run("verdict") { world in
            let board = try await world.board()
            let player = IdentityID(UUID())
            var jobs = [30, 10, 20].map { world.job(board, player, Double($0), at: Int64($0)) }
            for index in jobs.indices { jobs[index].verdict = verdict(index == 0 ? .reject : .accept, jobs[index]) }
            _ = try await world.ranking.apply([jobs[0]])
            _ = try await world.ranking.apply(jobs)
            _ = try await world.ranking.apply(jobs)
            let row = try #require(
                try await world.execute(
                    "SELECT submission_count, last_score_value, last_submission_at, score_event_id FROM score_submission_metadata"
                )
                .firstRow
            )
            #expect(try row.decode(0, as: Int32.self) == 3)
            #expect(try row.decode(1, as: Double.self) == 30)
            #expect(try row.decode(2, as: Timestamp.self) == jobs[0].acceptedAt)
            #expect(try row.decode(3, as: ScoreEventID.self) == jobs[0].eventID)
        }
    }

    @Test func `without anti-cheat there are no submission counters`() async throws {
        try await StoreWorld.run("verdict") { world in
            let board = try await world.board()
            _ = try await world.ranking.apply([world.job(board, IdentityID(UUID()), 1)])
            #expect(try await world.count("score_submission_metadata") == 0)
        }
    }

    @Test func `the newest submission gives the display name, rejected or not`() async throws {
        try await StoreWorld.run("verdict") { world in
            let board = try await world.board()
            let player = try await world.identity()
            var newer = world.job(board, player, 1, at: 2)
            newer.submittedName = "Newer"
            newer.verdict = verdict(.reject, newer)
            var older = world.job(board, player, 2, at: 1)
            older.submittedName = "Older"
            _ = try await world.ranking.apply([newer])
            _ = try await world.ranking.apply([older])
            #expect(try await world.count("identities WHERE display_name = 'Newer' AND display_name_at IS NOT NULL") == 1)
        }
    }

    @Test func `only boards that feed a ratio leave events in the outbox`() async throws {
        try await StoreWorld.run("verdict") { world in
            let (source, other, ratio) = (try await world.board(), try await world.board(), try await world.board(.ratio))
            try await world.execute(
                "INSERT INTO board_ratio_configs (board_id, numerator_board_id, denominator_board_id) VALUES ($1, $2, $3)",
                [ratio, source, try await world.board()]
            )
            let player = IdentityID(UUID())
            _ = try await world.ranking.apply([world.job(source, player, 5), world.job(other, player, 5)])
            // Worse, so only counted.
            _ = try await world.ranking.apply([world.job(source, player, 1, at: 1)])
            #expect(try await world.outbox().map(\.stateKey) == [StateKey(boardID: source, identityID: player, isTest: false)])
            #expect(try await world.count("outbox") == 1)
        }
    }
}
