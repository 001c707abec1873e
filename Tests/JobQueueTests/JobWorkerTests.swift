import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import JobQueue

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
        let kept = try await driver.statistics(of: queue)
        #expect(kept.live + kept.dead == 2, "a slow test may see them fail until they are buried, never vanish")
        #expect(kept.completedTotal == 0)
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

    @Test func `a worker keeps its lease while it works longer than that`() async throws {
        try await enqueue(1)
        let handler = GatedHandler()
        try await running(handler, lease: .seconds(3), heartbeat: .milliseconds(50)) {
            await handler.entered.wait()
            let wasReaped = try await eventually(within: .seconds(4)) {
                try await driver.reap(on: queue, limit: 10, rules: ReapRules()).claims > 0
            }
            #expect(!wasReaped)
            await handler.gate.open()
            _ = try await eventually { try await driver.statistics(of: queue).completedTotal == 1 }
        }
        #expect(try await driver.statistics(of: queue).redeliveredTotal == 0)
    }

    @Test func `a batch that takes too long runs job by job, and only the job that holds it up fails`() async throws {
        try await enqueue(8)
        let handler = StuckHandler(payload: Array("3".utf8))
        try await running(handler, timeout: .milliseconds(50), attempts: 2) {
            _ = try await eventually { try await driver.statistics(of: queue).dead == 1 }
        }
        let done = try await driver.statistics(of: queue)
        #expect(done.completedTotal == 7 && done.live == 0)
        let dead = try await driver.deadJobs(on: queue, limit: 5)
        #expect(dead.map(\.reason) == ["failed 2 times, last: no answer within 50 ms"])
    }

    @Test func `a handler that ignores cancellation does not keep the worker from stopping; its jobs are given back and told`() async throws {
        let jobs = try await enqueue(3)
        let handler = StuckHandler(payload: Array("0".utf8), listens: false)
        let leftBehind = try await running(handler, drainTimeout: .milliseconds(50)) { await handler.entered.wait() }
        #expect(leftBehind == 3)
        #expect(try await driver.statistics(of: queue).handedBackTotal == 3)
        let owner = WorkerIdentity(host: "h", processID: 1, instance: "i")
        #expect(try await driver.claim(10, from: queue, token: ClaimToken(), owner: owner, lease: .seconds(1))?.jobs == jobs)
        await handler.gate.open()
    }

    @Test func `a worker whose places are all taken hears that it must stop`() async throws {
        let jobs = try await enqueue(2)
        let handler = GatedHandler()
        try await running(handler, drainTimeout: .milliseconds(50), concurrency: 1) { await handler.entered.wait() }
        #expect(try await driver.statistics(of: queue).handedBackTotal == 2)
        let owner = WorkerIdentity(host: "h", processID: 1, instance: "i")
        #expect(try await driver.claim(10, from: queue, token: ClaimToken(), owner: owner, lease: .seconds(1))?.jobs == jobs)
    }

    @Test func `all workers of a process hear of the stop at once`() async throws {
        let handler = DependentHandler()
        let (first, second) = (QueueAddress("one"), QueueAddress("two"))
        for (queue, text) in [(first, "first"), (second, "second")] {
            try await driver.enqueue([Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: Array(text.utf8))], on: queue, limits: nil)
        }
        // Stopped one after the other, in reverse, the second would wait for the first until it is cut off.
        try await running(handler, queues: [first, second]) {
            await handler.entered[0].wait()
            await handler.entered[1].wait()
        }
        for queue in [first, second] { #expect(try await driver.statistics(of: queue).completedTotal == 1) }
    }

    @Test func `a batch that fails on whatever it waits for is split, and only the job to blame fails`() async throws {
        try await enqueue(8)
        try await running(FaultyHandler(payload: Array("3".utf8), cause: .fault), attempts: 1) {
            _ = try await eventually { try await driver.statistics(of: queue).dead == 1 }
        }
        let done = try await driver.statistics(of: queue)
        #expect(done.completedTotal == 7 && done.live == 0)
    }

    @Test func `a batch that strains the server is split, and a job that does so alone waits`() async throws {
        try await enqueue(8)
        try await running(FaultyHandler(payload: Array("3".utf8), cause: .strain), drainTimeout: .milliseconds(10), attempts: 1) {
            _ = try await eventually { try await driver.statistics(of: queue).completedTotal == 7 }
        }
        let done = try await driver.statistics(of: queue)
        #expect(done.completedTotal == 7 && done.live == 1 && done.dead == 0)
    }

    @Test func `a quiet worker takes nothing more until it is told to go on`() async throws {
        let identity = WorkerIdentity(host: "h", processID: 7, instance: "q")
        driver.setQuiet(true, worker: identity, on: queue)
        try await enqueue(2)
        try await running(ForwardingHandler(to: next.name), heartbeat: .milliseconds(10), identity: identity) {
            _ = await eventually { driver.beats(of: identity, on: queue) > 1 }
            let waiting = try await driver.statistics(of: queue)
            #expect(waiting.ready == 2 && waiting.claims == 0)
            driver.setQuiet(false, worker: identity, on: queue)
            _ = try await eventually { try await driver.statistics(of: queue).completedTotal == 2 }
        }
        #expect(try await driver.statistics(of: next).ready == 2)
    }

    @Test func `workers that share slots never work on more batches than there are slots`() async throws {
        let other = QueueAddress("other")
        try await enqueue(200)
        try await enqueue(200, on: other)
        let handler = CountingHandler()
        let slots = WorkSlots(1)
        try await running(handler, queues: [queue, other], slots: slots) {
            _ = try await eventually {
                let done = [try await driver.statistics(of: queue), try await driver.statistics(of: other)]
                return done.allSatisfy { $0.completedTotal == 200 }
            }
        }
        #expect(handler.most == 1)
        #expect(try await driver.statistics(of: queue).completedTotal == 200)
        #expect(try await driver.statistics(of: other).completedTotal == 200)
    }

    @Test func `waiting for a free place is no silence, whatever holds the batches up`() async throws {
        try await enqueue(1)
        let handler = GatedHandler()
        let worker = lonelyWorker(handler)
        let working = Task { try await worker.run() }
        await handler.entered.wait()
        #expect(await eventually { worker.silence == worker.silence }, "it stands still")
        await handler.gate.open()
        #expect(await eventually { worker.silence != worker.silence }, "it counts again")
        working.cancel()
        _ = await working.result
    }

    @Test func `a worker whose places are all held by handlers that hang is silent`() async throws {
        try await enqueue(1)
        let handler = StuckHandler(payload: Array("0".utf8), listens: false)
        let worker = lonelyWorker(handler, timeout: .milliseconds(20))
        let working = Task { try await worker.run() }
        await handler.entered.wait()
        // When its grace is over the handler counts as hanging.
        #expect(await eventually { worker.slots.stuckFor > .zero && worker.silence != worker.silence })
        await handler.gate.open()
        #expect(await eventually { worker.slots.stuckFor == .zero })
        working.cancel()
        _ = await working.result
    }

    @Test func `excused time is no silence, but what was before it stays`() async {
        let progress = WorkerProgress()
        _ = await eventually { progress.silence > .milliseconds(2) }
        progress.excuse()
        let frozen = progress.silence
        let excused = ContinuousClock.now
        #expect(frozen > .milliseconds(2) && progress.silence == frozen)
        _ = await eventually { ContinuousClock.now - excused > .milliseconds(20) }
        progress.endExcuse()
        let (silence, passed) = (progress.silence, ContinuousClock.now - excused)
        #expect(silence >= frozen && silence < frozen + passed, "of the time since, at least twenty milliseconds do not count")
        progress.mark(roundTrip: .milliseconds(7))
        #expect(progress.roundTrip == .milliseconds(7))
    }

    private func lonelyWorker<Handler: JobBatchHandler>(_ handler: Handler, timeout: Duration = .seconds(120)) -> JobWorker<Handler> {
        var configuration = WorkerConfiguration()
        configuration.concurrency = 1
        configuration.timeout = timeout
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return JobWorker(queue: queue, driver: driver, handler: handler, configuration: configuration, logger: logger)
    }

    @discardableResult
    private func enqueue(_ count: Int, on address: QueueAddress? = nil) async throws -> [Job] {
        let jobs = (0..<count).map { number in
            Job(id: UUID(), tenant: .system, enqueuedAt: Int64(number), payload: Array("\(number)".utf8))
        }
        try await driver.enqueue(jobs, on: address ?? queue, limits: nil)
        return jobs
    }

    /// Runs workers in a service group, does `body`, then shuts the group down gracefully and waits for its end; returns the jobs left behind.
    @discardableResult
    private func running(
        _ handler: some JobBatchHandler,
        queues: [QueueAddress] = [QueueAddress("work")],
        drainTimeout: Duration = .seconds(10),
        lease: Duration = .seconds(15),
        heartbeat: Duration = .seconds(5),
        timeout: Duration = .seconds(120),
        attempts: Int = 5,
        concurrency: Int = 2,
        identity: WorkerIdentity = .current(),
        slots: WorkSlots? = nil,
        _ body: () async throws -> Void
    ) async throws -> Int {
        var configuration = WorkerConfiguration()
        configuration.batchSize = 40
        configuration.concurrency = concurrency
        configuration.drainTimeout = drainTimeout
        configuration.lease = lease
        configuration.heartbeat = heartbeat
        configuration.timeout = timeout
        configuration.retry = RetryPolicy(base: .milliseconds(1), maximumAttempts: attempts)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let settings = configuration
        let workers = queues.map {
            JobWorker(queue: $0, driver: driver, handler: handler, configuration: settings, identity: identity, slots: slots, logger: logger)
        }
        let group = ServiceGroup(services: [JobWorkerGroup(workers)], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        return workers.reduce(0) { $0 + $1.leftBehind.count }
    }
}
