import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// The order of the steps lets each action be repeated after a crash between any two of them.
extension DeadLetterService {
    /// Back into the queues first, then noted: a letter that is retried twice takes effect once.
    func retry(_ letters: [DeadLetterRecord]) async throws -> Set<String> {
        try await markPending(letters)
        var retried: Set<String> = []
        for (address, letters) in letters.byQueue {
            retried.formUnion(try await directory.engine.retryDead(letters.filter { $0.store == .redis }.map(\.id), on: address))
            let stored = letters.filter { $0.store == .postgres }
            // An operator's word goes over the budgets, which guard the door.
            try await directory.engine.enqueue(stored.compactMap(\.job), on: address, limits: nil)
            retried.formUnion(stored.map(\.id))
        }
        try await store.requeue(letters.filter { retried.contains($0.id) }.compactMap(\.eventID))
        return retried
    }

    /// Rejected first, then out of Redis: a submission never vanishes without a status.
    func drop(_ letters: [DeadLetterRecord]) async throws -> Set<String> {
        _ = try await store.drop(letters.compactMap(\.submission), rejection: .dropped)
        // A row that this build cannot read has no submission to reject; it is closed all the same.
        try await store.resolve(letters.filter { $0.submission == nil }.compactMap(\.eventID), as: "dropped")
        try await pending.delete(letters.compactMap(\.eventID))
        var dropped = Set(letters.filter { $0.store == .postgres }.map(\.id))
        for (address, letters) in letters.byQueue {
            dropped.formUnion(try await directory.engine.dropDead(letters.filter { $0.store == .redis }.map(\.id), on: address))
        }
        return dropped
    }

    /// Gives submissions that go back to work their mark again, which may be about to expire.
    private func markPending(_ letters: [DeadLetterRecord]) async throws {
        let submissions = Dictionary(letters.compactMap(\.submission).map { ($0.eventID, $0) }) { first, _ in first }
        for event in try await pending.renew(Array(submissions.keys)) {
            guard let submission = submissions[event] else { continue }
            try await pending.set(PendingSubmission(submission), event: event)
        }
    }
}
