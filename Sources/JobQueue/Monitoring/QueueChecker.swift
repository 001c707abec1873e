import Logging
import Metrics
import Synchronization

/// Checks the invariants of queues on a timer and reports what is broken, so that a fault of the engine is seen before it is felt.
public final class QueueChecker: Sendable {
    /// Every so many checks all keys of the server are looked through, which costs more the more there are.
    private static let scanInterval = 12
    /// Findings that are told one by one; a broken counter breaks once, a broken loop of ours might break thousands of times.
    private static let linesPerQueue = 20

    private let queue: RedisJobQueue
    private let addresses: [QueueAddress]
    private let logger: Logger
    private let passes = Mutex(0)

    /// A checker of some queues.
    public init(queue: RedisJobQueue, addresses: [QueueAddress], logger: Logger) {
        self.queue = queue
        self.addresses = addresses
        self.logger = logger
    }

    /// Checks all queues, sets `queue_check_findings{queue}` and logs what is broken. Mends nothing.
    ///
    /// - Throws: ``QueueError``.
    @discardableResult
    public func check() async throws(QueueError) -> [QueueCheck] {
        var checks: [QueueCheck] = []
        var fault: QueueError?
        let scansKeys = passes.withLock { passes in
            defer { passes += 1 }
            return passes.isMultiple(of: Self.scanInterval)
        }
        for address in addresses {
            do { checks.append(try await queue.check(address, scansKeys: scansKeys)) } catch { fault = error }
        }
        for (name, group) in Dictionary(grouping: checks, by: \.queue.name) {
            show(name, group.reduce(0) { $0 + $1.findings.count { !$0.isNotice } })
        }
        for check in checks { tell(check) }
        if let fault { throw fault }
        return checks
    }

    /// Shows nothing any more: whoever checks from now on shows it.
    public func clear() {
        for name in Set(addresses.map(\.name)) { show(name, 0) }
    }

    private func show(_ name: QueueName, _ findings: Int) {
        Gauge(label: "queue_check_findings", dimensions: [("queue", name.text)]).record(findings)
    }

    private func tell(_ check: QueueCheck) {
        for finding in check.findings.prefix(Self.linesPerQueue) {
            let level: Logger.Level = finding.isNotice ? .notice : .error
            logger.log(level: level, "A queue breaks an invariant", metadata: ["queue": "\(check.queue)", "finding": "\(finding)"])
        }
    }
}
