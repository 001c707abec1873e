import Logging
import ServiceLifecycle

/// A worker of one queue shard: claims batches, hands them to its handler, settles them, renews leases, and drains when told to stop.
public struct JobWorker<Handler: JobBatchHandler>: Service {
    let driver: any JobQueueDriver
    let queue: QueueAddress
    let handler: Handler
    let configuration: WorkerConfiguration
    let identity: WorkerIdentity
    let logger: Logger
    let registry = ClaimRegistry()
    /// Last round trip of the claim loop, for the liveness probe of the process.
    public let progress = WorkerProgress()

    /// A worker; it does nothing until ``run()``.
    public init(
        queue: QueueAddress,
        driver: any JobQueueDriver,
        handler: Handler,
        configuration: WorkerConfiguration = WorkerConfiguration(),
        identity: WorkerIdentity = .current(),
        logger: Logger
    ) {
        self.queue = queue
        self.driver = driver
        self.handler = handler
        self.configuration = configuration
        self.identity = identity
        var logger = logger
        logger[metadataKey: "queue"] = "\(queue)"
        self.logger = logger
    }

    /// Works until graceful shutdown or cancellation; then claims nothing more, lets running batches finish within the drain timeout and hands
    /// back, unspent, what did not.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await renewLeases() }
            let reaper = Reaper(driver: driver, queues: [queue], configuration: configuration, logger: logger)
            group.addTask { await reaper.loop() }
            await claimUntilStopped()
            group.cancelAll()
        }
    }

    private func claimUntilStopped() async {
        let waiter = driver.makeWaiter(for: queue)
        await withTaskGroup(of: BatchEnd.self) { batches in
            var claimer = Claimer(worker: self, waiter: waiter)
            var running = 0
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                if running >= configuration.concurrency {
                    _ = await batches.next()
                    running -= 1
                } else if let claim = await claimer.next() {
                    batches.addTask { await process(claim) }
                    running += 1
                }
            }
            await finish(&batches, running: running)
        }
        await waiter.close()
    }

    /// Lets running batches end; after the drain timeout they are cancelled, and a cancelled batch is handed back. The jobs of one that does not even
    /// heed that are handed back over its head, before the process has to go.
    private func finish(_ batches: inout TaskGroup<BatchEnd>, running: Int) async {
        let timeout = configuration.drainTimeout
        batches.addTask {
            try? await Task.sleep(for: timeout)
            return .drainTimedOut
        }
        var running = running
        while running > 0, await batches.next() == .done { running -= 1 }
        batches.cancelAll()
        // Not a child: it must outlive the cancellation of this worker.
        let rescue = Task {
            try await Task.sleep(for: timeout / 2)
            await handBackStuck()
        }
        for _ in 0..<running { _ = await batches.next() }
        rescue.cancel()
    }

    private func renewLeases() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: configuration.heartbeat)
            let held = registry.held
            guard !held.isEmpty, !Task.isCancelled else { continue }
            do {
                let lost = registry.markLost(try await driver.renew(held, on: queue, lease: configuration.lease))
                if !lost.isEmpty { logger.warning("Leases ran out before they were renewed", metadata: ["claims": "\(lost.count)"]) }
            } catch {
                logger.warning("Leases could not be renewed", metadata: ["error": "\(error)"])
            }
        }
    }
}

/// Why a child of the worker's batch group ended.
enum BatchEnd: Sendable {
    case done
    case drainTimedOut
}
