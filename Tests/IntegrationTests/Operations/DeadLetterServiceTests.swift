import ByteJSON
import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Testing

@Suite struct DeadLetterServiceTests {
    private func filter(_ set: (inout DeadLetterFilter) -> Void = { _ in }) -> DeadLetterFilter {
        var filter = DeadLetterFilter()
        set(&filter)
        return filter
    }

    @Test func `letters of Redis and of the database make one list, each letter once, in pages that fit together`() async throws {
        try await OperationsBench.run { bench in
            var expected: Set<String> = []
            for number in 0..<9 {
                let submission = try await bench.submission()
                expected.insert(submission.jobID)
                if number % 3 != 0 { try await bench.bury(submission, on: number % 2 == 0 ? Queues.ranking : Queues.antiCheat) }
                if number % 3 != 1 { try await bench.store(submission, queue: number % 2 == 0 ? Queues.ranking : Queues.antiCheat) }
            }
            var seen: [String] = []
            var position: DeadLetterPosition? = .start
            while let start = position {
                let page = try await bench.operations.deadLetters.list(filter(), after: start, limit: 2)
                seen += page.letters.map(\.id)
                position = page.next
            }
            #expect(seen.count == 9 && Set(seen) == expected)
            let whole = try await bench.operations.deadLetters.list(filter(), limit: 100).letters
            #expect(whole.map(\.id) == seen && whole.count { $0.store == .postgres } == 3)
            #expect(try await bench.operations.deadLetters.list(filter { $0.queue = Queues.antiCheat }, limit: 100).letters.count == 4)
            #expect(try await bench.operations.deadLetters.list(filter { $0.ids = [seen[0], seen[8]] }, limit: 100).letters.count == 2)
        }
    }

    @Test func `a dry run changes nothing and leaves no record; all letters must be asked for`() async throws {
        try await OperationsBench.run { bench in
            let submission = try await bench.submission()
            let address = try await bench.bury(submission)
            for action in [DeadLetterReport.Action.retry, .drop] {
                let report = try await bench.operations.deadLetters.act(action, on: filter(), all: true, limit: 10, isDryRun: true, by: bench.actor)
                #expect(report.letters.map(\.id) == [submission.jobID] && report.changed.isEmpty && report.isDryRun)
            }
            let statistics = try await bench.engine.statistics(of: address)
            #expect(statistics.dead == 1 && statistics.live == 0)
            #expect(try await bench.audit().isEmpty)
            await #expect(throws: DomainError.self) {
                _ = try await bench.operations.deadLetters.act(.drop, on: filter(), limit: 10, isDryRun: false, by: bench.actor)
            }
        }
    }

    @Test func `a retried letter is back in its queue wherever it was kept, and its submission is marked as pending`() async throws {
        try await OperationsBench.run { bench in
            let (live, stored, both) = (try await bench.submission(), try await bench.submission(), try await bench.submission())
            try await bench.bury(live)
            try await bench.store(stored)
            try await bench.bury(both)
            try await bench.store(both)
            let report = try await bench.operations.deadLetters.act(.retry, on: filter(), all: true, limit: 10, isDryRun: false, by: bench.actor)
            #expect(report.changed == [live.jobID, stored.jobID, both.jobID] && !report.hasMore)
            for submission in [live, stored, both] {
                let found = try #require(try await bench.operations.inspection.find(submission.jobID))
                guard case .live(let job) = found else {
                    Issue.record("\(submission.jobID) is not in its queue")
                    continue
                }
                let address = QueueAddress(Queues.ranking, shard: bench.state.keys.shards.shard(of: submission.boardID))
                #expect(job.queue == address && job.job?.tenant.text == UUIDText.format(submission.accountID.uuid))
                #expect(try SubmissionJob(decoding: job.job?.payload ?? []) == submission)
                #expect(try await bench.pending.get(submission.eventID)?.identityID == submission.identityID)
            }
            #expect(try await bench.operations.deadLetters.list(filter(), limit: 10).letters.isEmpty)
            let action = try #require(try await bench.audit().first)
            #expect(action.action == "dead-letters.retry" && action.actor == "leadrctl ann@bench" && action.status == "done")
            #expect(action.result?.object?["changed"] == 3 && action.finishedAt != nil)
        }
    }

    @Test func `a dropped submission is rejected, out of inbox and lists, and stays so when it turns up once more`() async throws {
        try await OperationsBench.run { bench in
            let (live, stored) = (try await bench.submission(), try await bench.submission())
            try await InboxStore(pool: bench.world.pool).insert([live, stored])
            try await bench.bury(live)
            try await bench.store(stored)
            for submission in [live, stored] {
                let mark = PendingSubmission(gameID: submission.gameID, identityID: submission.identityID)
                try await bench.pending.set(mark, event: submission.eventID)
            }
            let report = try await bench.operations.deadLetters.act(.drop, on: filter(), all: true, limit: 10, isDryRun: false, by: bench.actor)
            #expect(report.changed == [live.jobID, stored.jobID])
            for submission in [live, stored] {
                let standing = try await SubmissionReader(pool: bench.world.pool).standing(of: submission.eventID)
                guard case .rejected(_, let rejection) = standing else {
                    Issue.record("\(String(describing: standing))")
                    continue
                }
                #expect(rejection == SubmissionRejection(status: 410, error: "Submission was dropped by an operator"))
                #expect(try await bench.pending.get(submission.eventID) == nil)
                let late = try await bench.world.ranking.apply([submission])
                #expect(late.newEventCount == 0)
            }
            #expect(try await bench.world.count("inbox") == 0)
            #expect(try await bench.world.count("score_events") == 0)
            #expect(try await bench.operations.deadLetters.list(filter(), limit: 10).letters.isEmpty)
        }
    }

    @Test func `dropping again after a crash in between ends as if there had been none`() async throws {
        try await OperationsBench.run { bench in
            let submission = try await bench.submission()
            let address = try await bench.bury(submission)
            try await bench.store(submission)
            // The database's half is done; the letter is still in Redis.
            #expect(try await bench.dead.drop([submission], rejection: .dropped) == [submission.eventID])
            let report = try await bench.operations.deadLetters.act(
                .drop,
                on: filter { $0.ids = [submission.jobID] },
                limit: 10,
                isDryRun: false,
                by: bench.actor
            )
            #expect(report.changed == [submission.jobID])
            #expect(try await bench.world.count("submission_outcomes") == 1)
            #expect(try await bench.engine.statistics(of: address).dead == 0)
        }
    }

    @Test func `a submission that counts already is not rejected by dropping its letter`() async throws {
        try await OperationsBench.run { bench in
            let submission = try await bench.submission()
            _ = try await bench.world.ranking.apply([submission])
            try await bench.bury(submission)
            let report = try await bench.operations.deadLetters.act(.drop, on: filter(), all: true, limit: 10, isDryRun: false, by: bench.actor)
            #expect(report.changed == [submission.jobID])
            let standing = try await SubmissionReader(pool: bench.world.pool).standing(of: submission.eventID)
            guard case .accepted = standing else {
                Issue.record("\(String(describing: standing))")
                return
            }
        }
    }

    @Test func `a row whose submission was decided since is no dead letter any more`() async throws {
        try await OperationsBench.run { bench in
            let submission = try await bench.submission()
            try await bench.store(submission)
            _ = try await bench.world.ranking.apply([submission])
            #expect(try await bench.operations.deadLetters.list(filter(), limit: 10).letters.isEmpty)
            #expect(try await bench.operations.deadLetters.find(submission.jobID) == nil)
        }
    }

    @Test func `a row that this build cannot read is shown by its submission and can be closed`() async throws {
        try await OperationsBench.run { bench in
            let submission = try await bench.submission()
            try await bench.store(submission)
            try await bench.world.execute("UPDATE dead_submissions SET payload = $1", [PostgresBytea(bytes: [255])])
            let letter = try #require(try await bench.operations.deadLetters.find(submission.jobID))
            #expect(letter.submission == nil && letter.eventID == submission.eventID)
            let only = filter { $0.ids = [submission.jobID] }
            let report = try await bench.operations.deadLetters.act(.drop, on: only, limit: 10, isDryRun: false, by: bench.actor)
            #expect(report.changed == [submission.jobID])
            #expect(try await bench.operations.deadLetters.find(submission.jobID) == nil)
        }
    }

    @Test func `a limit is kept and told`() async throws {
        try await OperationsBench.run { bench in
            for _ in 0..<3 { try await bench.bury(try await bench.submission()) }
            let report = try await bench.operations.deadLetters.act(.retry, on: filter(), all: true, limit: 2, isDryRun: false, by: bench.actor)
            #expect(report.changed.count == 2 && report.hasMore)
            #expect(try await bench.operations.deadLetters.list(filter(), limit: 10).letters.count == 1)
        }
    }
}
