import ByteJSON
import JobQueue
import LeadrDomain
import LeadrState

/// What operators switch: queues paused, workers quiet, what is broken mended.
public struct QueueControl: Sendable {
    /// The queues.
    public let directory: QueueDirectory
    let audit: OperatorAudit

    init(directory: QueueDirectory, audit: OperatorAudit) {
        self.directory = directory
        self.audit = audit
    }

    /// Stops or resumes handing out the jobs of a queue, on all shards. Enqueueing goes on.
    ///
    /// - Throws: `QueueError`, `PostgresError`.
    public func setPaused(_ isPaused: Bool, _ name: QueueName, by actor: OperatorActor) async throws {
        let action = isPaused ? "queue.pause" : "queue.resume"
        try await audit.record(action, of: name.text, by: actor, describe: { .object(["shards": .count(directory.shards.count)]) }) {
            for address in directory.addresses(name) { try await directory.engine.setPaused(isPaused, on: address) }
        }
    }

    /// Tells the workers of that name to take nothing more, or to go on.
    ///
    /// - Returns: The workers, as they are now.
    /// - Throws: ``DomainError`` 404 when none of that name was seen; `QueueError`, `PostgresError`.
    public func setQuiet(_ isQuiet: Bool, _ name: WorkerName, by actor: OperatorActor) async throws -> [WorkerEntry] {
        guard try await !workers(name).isEmpty else { throw DomainError.notFound(entity: "Worker") }
        let action = isQuiet ? "worker.quiet" : "worker.resume"
        return try await audit.record(action, of: name.description, by: actor, describe: Self.describe) {
            for entry in try await workers(name) {
                _ = try await directory.engine.setQuiet(isQuiet, worker: entry.worker.identity, on: entry.queue)
            }
            return try await workers(name)
        }
    }

    /// Checks the invariants of one queue or of all, and mends what is broken if asked to.
    ///
    /// - Throws: `QueueError`, `PostgresError`.
    public func check(_ name: QueueName?, repairs: Bool, by actor: OperatorActor) async throws -> QueueCheckReport {
        guard repairs else { return QueueCheckReport(repairs: false, found: try await checks(name, repairs: false)) }
        return try await audit.record("queue.repair", of: name?.text ?? "all queues", by: actor, describe: { $0.auditDescription() }) {
            let found = try await checks(name, repairs: true)
            return QueueCheckReport(repairs: true, found: found, after: try await checks(name, repairs: false))
        }
    }

    /// Workers of that name on all queues.
    func workers(_ name: WorkerName) async throws(QueueError) -> [WorkerEntry] {
        try await directory.workers().filter { name.matches($0.worker.identity) }
    }

    private func checks(_ name: QueueName?, repairs: Bool) async throws(QueueError) -> [QueueCheck] {
        var checks: [QueueCheck] = []
        for address in directory.addresses(of: name) { checks.append(try await directory.engine.check(address, repairs: repairs)) }
        return checks
    }

    private static func describe(_ workers: [WorkerEntry]) -> JSONValue {
        .array(
            workers.map { .object(["worker": .string("\($0.worker.identity)"), "queue": .string("\($0.queue)"), "quiet": .bool($0.worker.isQuiet)]) }
        )
    }
}
