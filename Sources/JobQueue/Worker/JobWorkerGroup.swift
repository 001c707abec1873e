import ServiceLifecycle

/// The workers of one process as one service: they stop together. As services of their own they would stop one after the other, and those not told yet
/// would take up new work meanwhile.
public struct JobWorkerGroup<Handler: JobBatchHandler>: Service {
    private let workers: [JobWorker<Handler>]

    /// A group of workers.
    public init(_ workers: [JobWorker<Handler>]) {
        self.workers = workers
    }

    /// Runs all workers until graceful shutdown or cancellation.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { try await worker.run() } }
            try await group.waitForAll()
        }
    }
}
