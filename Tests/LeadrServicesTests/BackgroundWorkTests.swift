import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import LeadrServices

@Suite("Work that hooks leave for later")
struct BackgroundWorkTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `what was added before the stop is finished, also after a failure`() async throws {
        let done = Mutex<[Int]>([])
        let work = BackgroundWork(width: 3, logger: logger)
        for number in 0..<50 {
            work.add("piece") {
                if number % 10 == 0 { throw CancellationError() }
                done.withLock { $0.append(number) }
            }
        }
        try await runAndStop(work)
        #expect(done.withLock { $0.sorted() } == (0..<50).filter { $0 % 10 != 0 })
    }

    @Test func `no more pieces wait than there is room for`() async throws {
        let done = Mutex(0)
        let work = BackgroundWork(capacity: 5, logger: logger)
        for _ in 0..<20 { work.add("piece") { done.withLock { $0 += 1 } } }
        try await runAndStop(work)
        #expect(done.withLock { $0 } == 5)
    }

    @Test func `no more pieces run at once than allowed`() async throws {
        let running = Mutex((now: 0, most: 0))
        let work = BackgroundWork(width: 2, logger: logger)
        for _ in 0..<30 {
            work.add("piece") {
                running.withLock {
                    $0.now += 1
                    $0.most = max($0.most, $0.now)
                }
                await Task.yield()
                running.withLock { $0.now -= 1 }
            }
        }
        try await runAndStop(work)
        #expect(running.withLock { $0.now == 0 && (1...2).contains($0.most) })
    }

    @Test func `work of a request is held until it is taken over, and forgotten otherwise`() async throws {
        let done = Mutex<[String]>([])
        let work = BackgroundWork(logger: logger)
        let kept = DeferredWork()
        let forgotten = DeferredWork()
        DeferredWork.$current.withValue(kept) { work.add("a") { done.withLock { $0.append("kept") } } }
        DeferredWork.$current.withValue(forgotten) { work.add("b") { done.withLock { $0.append("forgotten") } } }
        #expect(!kept.isEmpty)
        work.take(kept)
        #expect(kept.isEmpty)
        try await runAndStop(work)
        #expect(done.withLock { $0 } == ["kept"])
    }

    /// Runs the queue until it is told to stop, which happens as soon as it runs.
    private func runAndStop(_ work: BackgroundWork) async throws {
        let beacon = Beacon()
        let group = ServiceGroup(services: [work, beacon], logger: logger)
        async let end: Void = group.run()
        for await _ in beacon.isRunning { break }
        await group.triggerGracefulShutdown()
        try await end
    }
}

/// Tells that its group runs.
private struct Beacon: Service {
    let isRunning: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init() {
        (isRunning, signal) = AsyncStream.makeStream()
    }

    func run() async throws {
        signal.yield()
        try await gracefulShutdown()
    }
}
