import JobQueue
import LeadrDomain

extension QueueControl {
    /// How a wait for emptiness ended.
    public enum DrainEnd: Sendable, Equatable {
        /// Nothing is left.
        case drained
        /// Time ran out with so many jobs left.
        case timedOut(left: Int)
        /// Nothing can move, since the queue is paused, with so many jobs left.
        case paused(left: Int)
    }

    /// Waits until a queue has no live job on any shard. Stops nothing: jobs may go on coming in.
    ///
    /// - Parameters:
    ///   - timeout: Longest wait.
    ///   - interval: Time between two looks.
    ///   - progress: Told the number of live jobs whenever it changed.
    /// - Throws: `QueueError`, `CancellationError`.
    public func drain(
        _ name: QueueName,
        timeout: Duration,
        interval: Duration = .milliseconds(250),
        progress: (Int) -> Void = { _ in }
    ) async throws -> DrainEnd {
        try await wait(timeout, interval, progress) {
            let sum = try await directory.picture(name).total
            return (sum.live, sum.isPaused && sum.claimed == 0)
        }
    }

    /// Makes workers quiet and waits until they hold no claim.
    ///
    /// - Throws: ``DomainError`` 404 when none of that name was seen; `QueueError`, `PostgresError`, `CancellationError`.
    public func drain(
        worker name: WorkerName,
        timeout: Duration,
        interval: Duration = .milliseconds(250),
        by actor: OperatorActor,
        progress: (Int) -> Void = { _ in }
    ) async throws -> DrainEnd {
        _ = try await setQuiet(true, name, by: actor)
        return try await wait(timeout, interval, progress) { (try await workers(name).reduce(0) { $0 + $1.worker.jobs }, false) }
    }

    private func wait(
        _ timeout: Duration,
        _ interval: Duration,
        _ progress: (Int) -> Void,
        _ look: () async throws -> (left: Int, isStuck: Bool)
    ) async throws -> DrainEnd {
        let deadline = ContinuousClock.now + timeout
        var told: Int?
        while true {
            let (left, isStuck) = try await look()
            if left != told { progress(left) }
            told = left
            if left == 0 { return .drained }
            if isStuck { return .paused(left: left) }
            guard ContinuousClock.now + interval < deadline else { return .timedOut(left: left) }
            try await Task.sleep(for: interval)
        }
    }
}
