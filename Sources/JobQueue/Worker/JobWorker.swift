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
    let slots: WorkSlots
    let quiet = QuietMark()
    /// Last round trip of the claim loop, for the liveness probe of the process. While all places for batches are taken it has nothing to ask for;
    /// then the renewal of their leases shows that the worker lives.
    public let progress = WorkerProgress()
    /// Jobs whose handler did not stop when the worker had to.
    public let leftBehind = LeftBehindJobs()
    /// Last time the renewal of leases went well, or had nothing to renew.
    public let renewal = WorkerProgress()
    /// Last complete pass of the reaper.
    public let reaping = WorkerProgress()

    /// Time since the claim loop's last round trip. Waiting for a free place is no silence, unless all places are held by handlers that hang.
    public var silence: Duration { max(progress.silence, slots.stuckFor) }

    /// The kind of work it does.
    public var queueName: QueueName { queue.name }

    /// Time the renewal of leases and the reaper sleep between two rounds.
    public var rests: (renewal: Duration, reaping: Duration) { (configuration.heartbeat, configuration.reaperInterval) }

    /// A worker; it does nothing until ``run()``.
    ///
    /// - Parameter slots: shared by the workers of one process, on top of each one's own concurrency; its own when nil.
    public init(
        queue: QueueAddress,
        driver: any JobQueueDriver,
        handler: Handler,
        configuration: WorkerConfiguration = WorkerConfiguration(),
        identity: WorkerIdentity = .current(),
        slots: WorkSlots? = nil,
        logger: Logger
    ) {
        self.queue = queue
        self.driver = driver
        self.handler = handler
        self.configuration = configuration
        self.identity = identity
        self.slots = slots ?? WorkSlots(configuration.concurrency)
        var logger = logger
        logger[metadataKey: "queue"] = "\(queue)"
        self.logger = logger
    }

    /// Works until graceful shutdown or cancellation; then claims nothing more, lets running batches finish within the drain timeout and hands
    /// back, unspent, what did not.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await heartbeat() }
            let reaper = Reaper(driver: driver, queues: [queue], configuration: configuration, logger: logger, progress: reaping)
            group.addTask { await reaper.loop() }
            await claimUntilStopped()
            group.cancelAll()
            await group.waitForAll()
            await leave()
        }
    }

    private func claimUntilStopped() async {
        let waiter = driver.makeWaiter(for: queue)
        await withTaskGroup(of: BatchEnd.self) { batches in
            var claimer = Claimer(worker: self, waiter: waiter)
            var running = 0
            // A group that waits for its batches must hear as well that the worker is to stop.
            batches.addTask {
                try? await gracefulShutdown()
                return .stopping
            }
            while !isStopping {
                if running >= configuration.concurrency {
                    progress.excuse()
                    if await batches.next() == .done { running -= 1 }
                    progress.endExcuse()
                } else if let claim = await claimer.next() {
                    batches.addTask { await process(claim) }
                    running += 1
                }
            }
            await claimer.giveBackUnanswered()
            await finish(&batches, running: running)
        }
        await waiter.close()
    }

    /// Lets running batches end; after the drain timeout they are cancelled, and a cancelled batch is handed back.
    private func finish(_ batches: inout TaskGroup<BatchEnd>, running: Int) async {
        let timeout = configuration.drainTimeout
        batches.addTask {
            try? await Task.sleep(for: timeout)
            return .drainTimedOut
        }
        var running = running
        while running > 0, let end = await batches.next(), end != .drainTimedOut {
            if end == .done { running -= 1 }
        }
        batches.cancelAll()
    }
}

/// Why a child of the worker's batch group ended.
enum BatchEnd: Sendable {
    case done
    case stopping
    case drainTimedOut
}
