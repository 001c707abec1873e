import LeadrDomain
import LeadrJobs
import LeadrStore
import Logging
import Metrics
import Postgres
import ServiceLifecycle
import Synchronization

/// Writes submissions to the inbox, those that come at the same time in one transaction (`design.md §2`, durability).
///
/// A transaction costs the database the same for one row as for hundreds: the wait for its disk. So nobody waits for company; while a transaction is
/// under way the next submissions gather, and go together in the next one.
public final class InboxWriter: Service {
    /// What callers get: the epoch at the time of the commit.
    private typealias Outcome = Result<Int64?, InboxError>

    private struct State {
        var queue: CommitQueue<SubmissionJob>
        var callers: [CommitQueue<SubmissionJob>.Ticket: CheckedContinuation<Outcome, Never>] = [:]
        var idle: [CheckedContinuation<Void, Never>] = []
    }

    /// Transactions at a time: while one waits for the disk, the next is sent.
    private static let committers = 2
    /// How exactly deadlines are met.
    private static let tick: Duration = .milliseconds(50)
    /// Runs of a transaction that lost against another one.
    private static let maximumAttempts = 3

    private let store: InboxStore
    private let logger: Logger
    private let state: Mutex<State>

    /// A writer.
    ///
    /// - Parameters:
    ///   - store: The inbox.
    ///   - capacity: Most submissions that wait for the database; beyond it they are refused.
    ///   - batchLimit: Most rows of a transaction.
    ///   - logger: Told of failed transactions.
    public init(store: InboxStore, capacity: Int = 10_000, batchLimit: Int = 500, logger: Logger) {
        self.store = store
        self.logger = logger
        state = Mutex(State(queue: CommitQueue(capacity: capacity, batchLimit: batchLimit)))
    }

    /// Writes a submission; returns once the commit is known. Writing one that is there already is harmless.
    ///
    /// - Parameter deadline: When to give up; met within a moment, whatever the database does.
    /// - Returns: Number of Redis's epoch at that time; nil before the first.
    /// - Throws: ``InboxError``.
    func append(_ job: SubmissionJob, until deadline: ContinuousClock.Instant) async throws(InboxError) -> Int64? {
        let outcome = await withCheckedContinuation { caller in
            let (isTaken, idle) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
                guard let ticket = state.queue.add(job, deadline: deadline) else { return (false, nil) }
                state.callers[ticket] = caller
                return (true, state.idle.popLast())
            }
            if !isTaken { caller.resume(returning: .failure(.refused)) }
            idle?.resume()
        }
        return try outcome.get()
    }

    /// Writes until shutdown; then what still waits, and nothing more.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.committers { group.addTask { await self.commit() } }
            group.addTask { await self.expire() }
            try? await gracefulShutdown()
            close()
            // The committers end once nothing waits; the loop that expires only when cancelled.
            for _ in 0..<Self.committers { await group.next() }
            group.cancelAll()
        }
    }
}

extension InboxWriter {
    private func commit() async {
        while let batch = await nextBatch() {
            let outcome = await write(batch.map(\.item))
            let callers = state.withLock { state in
                state.queue.finish(batch).compactMap { state.callers.removeValue(forKey: $0) }
            }
            for caller in callers { caller.resume(returning: outcome) }
        }
    }

    /// The next batch, as soon as there is one; nil when there will be none.
    private func nextBatch() async -> [CommitQueue<SubmissionJob>.Entry]? {
        while true {
            let (batch, isClosed) = state.withLock { ($0.queue.take(), $0.queue.isClosed) }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    guard state.queue.isEmpty, !state.queue.isClosed else { return true }
                    state.idle.append(continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        }
    }

    private func write(_ jobs: [SubmissionJob]) async -> Outcome {
        let started = ContinuousClock.now
        defer { Timer(label: "inbox_commit_seconds").recordNanoseconds(Int64((ContinuousClock.now - started) / .nanoseconds(1))) }
        Recorder(label: "inbox_commit_batch_size").record(jobs.count)
        var attempt = 1
        while true {
            do throws(PostgresError) {
                return .success(try await store.insert(jobs))
            } catch {
                if error.isRetryable, attempt < Self.maximumAttempts {
                    attempt += 1
                    continue
                }
                logger.warning("Submissions could not be written to the inbox", metadata: ["rows": "\(jobs.count)", "error": "\(error)"])
                return .failure(InboxError.isUnknown(error) ? .outcomeUnknown : .failed(error))
            }
        }
    }

    private func expire() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.tick)
            let (unwritten, unknown) = state.withLock { state in
                let expired = state.queue.expire(at: .now)
                return (
                    expired.unwritten.compactMap { state.callers.removeValue(forKey: $0) },
                    expired.unknown.compactMap { state.callers.removeValue(forKey: $0) }
                )
            }
            for caller in unwritten { caller.resume(returning: .failure(.late)) }
            for caller in unknown { caller.resume(returning: .failure(.outcomeUnknown)) }
        }
    }

    private func close() {
        let idle = state.withLock { state in
            state.queue.close()
            defer { state.idle = [] }
            return state.idle
        }
        for continuation in idle { continuation.resume() }
    }
}
