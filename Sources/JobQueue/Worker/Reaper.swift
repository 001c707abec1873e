import Logging
import Metrics
import ServiceLifecycle

/// Takes back the jobs of workers that vanished. Runs in every worker for its own queue, and in the scheduler for all.
public struct Reaper: Service {
    private let driver: any JobQueueDriver
    private let queues: [QueueAddress]
    private let configuration: WorkerConfiguration
    private let logger: Logger
    /// Last complete pass, for the liveness probe of the process.
    public let progress: WorkerProgress
    private static let claimsPerStep = 20

    /// A reaper of some queues.
    public init(
        driver: any JobQueueDriver,
        queues: [QueueAddress],
        configuration: WorkerConfiguration,
        logger: Logger,
        progress: WorkerProgress = WorkerProgress()
    ) {
        self.driver = driver
        self.queues = queues
        self.configuration = configuration
        self.logger = logger
        self.progress = progress
    }

    /// Looks at every interval until graceful shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await loop() }
    }

    func loop() async {
        var trust = ReaperGuard(lease: configuration.lease, longestGap: configuration.reaperInterval + configuration.heartbeat)
        while !Task.isCancelled {
            do {
                try await pass(&trust)
                progress.mark()
            } catch {
                logger.debug("The reaper could not reach the queue", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: configuration.reaperInterval)
        }
    }

    private func pass(_ trust: inout ReaperGuard) async throws(QueueError) {
        let promotion = await eachQueue { queue throws(QueueError) in _ = try await driver.promote(on: queue, limit: 1000) }
        if promotion.reached > 0, case .reap(let counts) = trust.contact(at: .now, serverLife: driver.contact().serverLife) {
            if let fault = await eachQueue({ queue throws(QueueError) in try await reap(queue, countsDeliveries: counts) }).fault { throw fault }
        }
        if let fault = promotion.fault { throw fault }
    }

    /// In a cluster one shard may be away while the others are not; they must not wait for it.
    private func eachQueue(_ step: (QueueAddress) async throws(QueueError) -> Void) async -> (reached: Int, fault: QueueError?) {
        var (reached, fault): (Int, QueueError?) = (0, nil)
        for queue in queues {
            do {
                try await step(queue)
                reached += 1
            } catch {
                fault = error
            }
        }
        return (reached, fault)
    }

    private func reap(_ queue: QueueAddress, countsDeliveries: Bool) async throws(QueueError) {
        var report = ReapReport(claims: Self.claimsPerStep)
        while report.claims == Self.claimsPerStep {
            report = try await driver.reap(
                on: queue,
                limit: Self.claimsPerStep,
                countsDeliveries: countsDeliveries,
                maximumDeliveries: configuration.maximumDeliveries
            )
            tell(report, queue)
        }
    }

    private func tell(_ report: ReapReport, _ queue: QueueAddress) {
        guard report.claims > 0 else { return }
        Counter(label: "jobs_redelivered_total", dimensions: [("queue", queue.name.text)]).increment(by: report.redelivered)
        logger.notice(
            "Took back the jobs of a worker that vanished",
            metadata: ["queue": "\(queue)", "claims": "\(report.claims)", "redelivered": "\(report.redelivered)", "parked": "\(report.parked)"]
        )
    }
}
