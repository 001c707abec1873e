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
        var guards: [QueueAddress: ReaperGuard] = [:]
        while !Task.isCancelled {
            var fault: QueueError?
            // In a cluster one shard may be away while the others are not; they must not wait for it, nor answer for it.
            for queue in queues {
                do {
                    try await pass(queue, &guards[queue, default: ReaperGuard(lease: configuration.lease, longestGap: longestGap)])
                } catch {
                    fault = error
                }
            }
            if let fault {
                logger.debug("The reaper could not reach a queue", metadata: ["error": "\(fault)"])
            } else {
                progress.mark()
            }
            try? await Task.sleep(for: configuration.reaperInterval)
        }
    }

    private var longestGap: Duration { configuration.reaperInterval + configuration.heartbeat }

    private func pass(_ queue: QueueAddress, _ trust: inout ReaperGuard) async throws(QueueError) {
        _ = try await driver.promote(on: queue, limit: 1000)
        guard case .reap(let counts) = trust.contact(at: .now, serverLife: driver.contact().serverLife) else { return }
        try await reap(queue, countsDeliveries: counts)
    }

    private func reap(_ queue: QueueAddress, countsDeliveries: Bool) async throws(QueueError) {
        var report = ReapReport(claims: Self.claimsPerStep)
        let rules = ReapRules(
            countsDeliveries: countsDeliveries,
            maximumDeliveries: configuration.maximumDeliveries,
            longestOverdue: configuration.lease * 2
        )
        while report.claims == Self.claimsPerStep {
            report = try await driver.reap(on: queue, limit: Self.claimsPerStep, rules: rules)
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
