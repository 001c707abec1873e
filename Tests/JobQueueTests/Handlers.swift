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

/// Tells when it was entered and finishes only once the shutdown has begun.
struct DrainingHandler: JobBatchHandler {
    let entered = Gate()

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        await entered.open()
        try await gracefulShutdown()
        return jobs.map { _ in .complete }
    }
}

/// Never comes back for one kind of payload until its gate opens; listens to cancellation or not.
struct StuckHandler: JobBatchHandler {
    let payload: [UInt8]
    var listens = true
    let entered = Gate()
    let gate = Gate()

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        guard jobs.contains(where: { $0.payload == payload }) else { return jobs.map { _ in .complete } }
        await entered.open()
        if listens {
            try await Task.sleep(for: .seconds(3600))
        } else {
            // A task of its own does not hear that the handler was told to stop.
            await Task { [gate] in await gate.wait() }.value
        }
        return jobs.map { _ in .complete }
    }
}

/// Throws for batches that contain one kind of payload, always for the same cause.
struct FaultyHandler: JobBatchHandler {
    struct Fault: Error {}

    let payload: [UInt8]
    let cause: BatchErrorCause

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        if jobs.contains(where: { $0.payload == payload }) { throw Fault() }
        return jobs.map { _ in .complete }
    }

    func cause(of error: any Error) -> BatchErrorCause { cause }
}

/// Finishes a batch of one queue only when a batch of another one has heard of the shutdown.
struct DependentHandler: JobBatchHandler {
    let entered = [Gate(), Gate()]
    let told = Gate()

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let isFirst = jobs[0].payload == Array("first".utf8)
        await entered[isFirst ? 0 : 1].open()
        if isFirst {
            try await gracefulShutdown()
            await told.open()
        } else {
            await told.wait()
        }
        return jobs.map { _ in .complete }
    }
}

/// Notes how many batches were handled at the same time.
final class CountingHandler: JobBatchHandler {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
        await Task.yield()
        state.withLock { $0.now -= 1 }
        return jobs.map { _ in .complete }
    }
}
