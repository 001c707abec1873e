import JobQueue
import ServiceLifecycle
import Synchronization

/// Forwards every job.
struct ForwardingHandler: JobBatchHandler {
    let next: QueueName

    init(to next: QueueName) {
        self.next = next
    }

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        jobs.map { .forward(to: next, payload: $0.payload) }
    }
}

/// Gives the same outcome for every job, or too few outcomes when there is none.
struct OutcomeHandler: JobBatchHandler {
    let outcome: JobOutcome?

    init(_ outcome: JobOutcome?) {
        self.outcome = outcome
    }

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        guard let outcome else { return [] }
        return jobs.map { _ in outcome }
    }
}

/// Throws a number of times, then completes.
final class FailingHandler: JobBatchHandler {
    struct Away: Error {}

    private let count = Mutex(0)
    private let faults: Int

    init(faults: Int) {
        self.faults = faults
    }

    var calls: Int { count.withLock { $0 } }

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let call = count.withLock { count in
            count += 1
            return count
        }
        if call <= faults { throw Away() }
        return jobs.map { _ in .complete }
    }
}

/// Tells when it was entered and waits for its gate.
struct GatedHandler: JobBatchHandler {
    let entered = Gate()
    let gate = Gate()

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        await entered.open()
        try await gate.waitOrCancel()
        return jobs.map { _ in .complete }
    }
}

/// Tells when it was entered and waits for its gate, whether it is cancelled or not.
struct StubbornHandler: JobBatchHandler {
    let entered = Gate()
    let gate = Gate()

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        await entered.open()
        // Not a child, so that no cancellation arrives.
        await Task { await gate.wait() }.value
        return jobs.map { _ in .complete }
    }
}

/// Tells when it was entered and finishes only once the shutdown has begun.
struct DrainingHandler: JobBatchHandler {
    let entered = Gate()

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        await entered.open()
        try await gracefulShutdown()
        return jobs.map { _ in .complete }
    }
}
