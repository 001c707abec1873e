import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite struct DeadSubmissionTests {
    @Test func `a submission that is tried again is in the inbox until it is decided, so that Redis alone never holds it`() async throws {
        try await StoreWorld.run("dead_retry", usesInbox: true) { world in
            let board = try await world.board()
            let job = world.job(board, try await world.identity(), 1)
            let store = DeadSubmissionStore(pool: world.pool)
            try await store.insert([DeadSubmission(job: job, queue: "ranking", error: "boom", deliveries: 5)])
            #expect(try await world.count("inbox") == 0)
            try await store.requeue([job.eventID])
            #expect(try await world.count("inbox") == 1)
            #expect(try await world.count("dead_submissions WHERE resolved_at IS NULL") == 0)
            _ = try await world.ranking.apply([job])
            #expect(try await world.count("inbox") == 0)
        }
    }

    @Test func `a dead submission is kept without its address until somebody decides`() async throws {
        try await StoreWorld.run("dead") { world in
            let board = try await world.board()
            var job = world.job(board, IdentityID(UUID()), 1)
            job.clientIP = "203.0.113.7"
            let store = DeadSubmissionStore(pool: world.pool)
            try await store.insert([DeadSubmission(job: job, queue: "ranking", error: "boom", deliveries: 5)])
            let open = try await store.open(limit: 10)
            #expect(open.map(\.job) == [job.withoutClientIP()])
            #expect(open.map(\.error) == ["boom"])
            try await store.resolve([job.eventID], as: "dropped")
            #expect(try await store.open(limit: 10).isEmpty)
            try await store.insert([DeadSubmission(job: job, queue: "ranking", error: "again", deliveries: 6)])
            #expect(try await store.open(limit: 10).map(\.error) == ["again"])
        }
    }

    @Test func `what PostgreSQL refuses can be dropped`() async throws {
        try await StoreWorld.run("dead_refused") { world in
            _ = try await world.execute(
                "ALTER TABLE score_events ADD CONSTRAINT refused CHECK (player_name <> 'Ill' AND (event_payload->>'value')::numeric <> 13)"
            )
            let board = try await world.board()
            let identity = try await world.identity()
            let jobs = [world.job(board, identity, 1, name: "Ill"), world.job(board, identity, 13, name: "Well")]
            for job in jobs {
                await #expect(throws: PostgresError.self) { try await world.ranking.apply([job]) }
            }
            let store = DeadSubmissionStore(pool: world.pool)
            #expect(try await store.drop(jobs, rejection: .dropped) == Set(jobs.map(\.eventID)))
            #expect(try await world.count("submission_outcomes") == 2)
            #expect(try await world.count("score_events") == 0)
        }
    }
}
