import JobQueue

/// What shows the state of the queues while this process leads.
struct QueueWatch: Sendable {
    let monitor: QueueMonitor
    let checker: QueueChecker

    init(_ context: ProcessContext, _ parts: PipelineParts) {
        monitor = QueueMonitor(driver: parts.queue, queues: parts.allAddresses)
        checker = QueueChecker(queue: parts.queue, addresses: parts.allAddresses, logger: context.logger)
    }

    /// Another process leads: what this one measured last is not how it is.
    func clear() {
        monitor.clear()
        checker.clear()
    }
}
