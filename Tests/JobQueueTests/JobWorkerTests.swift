import Foundation
import JobQueue
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite struct JobWorkerTests {
    private let driver = InMemoryJobQueue()
    private let queue = QueueAddress("work")
    private let next = QueueAddress("next")

    @Test func `every job is handled and forwarded once`() async throws {
        try await enqueue(250)
        try await running(ForwardingHandler(to: next.name)) {
            _ = try await eventually { try await driver.statistics(of: next).ready == 250 }
        }
        let done = try await driver.statistics(of: queue)
        #expect(done.live == 0 && done.completedTotal == 250)
        #expect(try await driver.statistics(of: next).ready == 250)
    }

    @Test func `a batch whose dependency is away is kept and tried again, with nothing counted`() async throws {
        try await enqueue(10)
        let handler = FailingHandler(faults: 3)
        try await running(handler) {
            _ = try await eventually { try await driver.statistics(of: queue).completedTotal == 10 }
        }
        let done = try await driver.statistics(of: queue)
        #expect(handler.calls == 4)
        #expect(done.completedTotal == 10 && done.retriedTotal == 0 && done.redeliveredTotal == 0)
    }

    @Test func `a failure that keeps coming is counted until the job is buried`() async throws {
        try await enqueue(1)
        try await running(OutcomeHandler(.retry(error: "bad luck", after: .zero))) {
            _ = try await eventually { try await driver.statistics(of: queue).dead == 1 }
        }
        let dead = try await driver.deadJobs(on: queue, limit: 1)
        #expect(dead.first?.reason == "failed 5 times, last: bad luck")
        #expect(try await driver.statistics(of: queue).retriedTotal == 4)
    }

    @Test func `a handler that decides on the wrong number of jobs costs a counted failure, not a crash`() async throws {
        try await enqueue(2)
        try await running(OutcomeHandler(nil)) {
            _ = try await eventually { try await driver.statistics(of: queue).retriedTotal >= 2 }
        }
        #expect(try await driver.statistics(of: queue).live == 2)
    }

    @Test func `graceful shutdown lets a running batch finish`() async throws {
        try await enqueue(1)
        let handler = DrainingHandler()
        try await running(handler) { await handler.entered.wait() }
        #expect(try await driver.statistics(of: queue).completedTotal == 1)
    }

    @Test func `a batch that outlasts the drain timeout is handed back unspent`() async throws {
        let jobs = try await enqueue(3)
        let handler = GatedHandler()
        try await running(handler, drainTimeout: .milliseconds(50)) { await handler.entered.wait() }
        let claim = try await driver.claim(
            10,
            from: queue,
            token: ClaimToken(),
            owner: WorkerIdentity(host: "h", processID: 1, instance: "i"),
            lease: .seconds(1)
        )
        #expect(claim?.jobs == jobs)
        #expect(try await driver.statistics(of: queue).handedBackTotal == 3)
    }

    @Test func `a batch that ignores its cancellation has its jobs handed back over its head, and changes nothing when it ends`() async throws {
        let jobs = try await enqueue(3)
        let handler = StubbornHandler()
        async let release: Void = {
            _ = try await eventually { try await driver.statistics(of: queue).handedBackTotal == 3 }
            await handler.gate.open()
        }()
        try await running(handler, drainTimeout: .milliseconds(50)) { await handler.entered.wait() }
        try await release
        let picture = try await driver.statistics(of: queue)
        #expect(picture.handedBackTotal == 3 && picture.ready == jobs.count && picture.completedTotal == 0)
    }

    @Test func `a worker keeps its lease while it works longer than that`() async throws {
        try await enqueue(1)
        let handler = GatedHandler()
        try await running(handler, lease: .seconds(3), heartbeat: .milliseconds(50)) {
            await handler.entered.wait()
            let wasReaped = try await eventually(within: .seconds(4)) {
                try await driver.reap(on: queue, limit: 10, countsDeliveries: true, maximumDeliveries: 5).claims > 0
            }
            #expect(!wasReaped)
            await handler.gate.open()
            _ = try await eventually { try await driver.statistics(of: queue).completedTotal == 1 }
        }
        #expect(try await driver.statistics(of: queue).redeliveredTotal == 0)
    }

    @discardableResult
    private func enqueue(_ count: Int) async throws -> [Job] {
        let jobs = (0..<count).map { number in
            Job(id: UUID(), tenant: .system, enqueuedAt: Int64(number), payload: Array("\(number)".utf8))
        }
        try await driver.enqueue(jobs, on: queue, limits: nil)
        return jobs
    }

    /// Runs a worker in a service group, does `body`, then shuts the group down gracefully and waits for its end.
    private func running(
        _ handler: some JobBatchHandler,
        drainTimeout: Duration = .seconds(10),
        lease: Duration = .seconds(15),
        heartbeat: Duration = .seconds(5),
        _ body: () async throws -> Void
    ) async throws {
        var configuration = WorkerConfiguration()
        configuration.batchSize = 40
        configuration.drainTimeout = drainTimeout
        configuration.lease = lease
        configuration.heartbeat = heartbeat
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let worker = JobWorker(queue: queue, driver: driver, handler: handler, configuration: configuration, logger: logger)
        let group = ServiceGroup(services: [worker], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
