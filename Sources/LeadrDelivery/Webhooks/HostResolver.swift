import Foundation
import NIOCore
import NIOPosix

/// Looks up the addresses of hosts, on threads of its own: a name server that does not answer holds up nothing else. A host is looked up once at a time,
/// and what came of it holds for some seconds.
actor HostResolver {
    typealias Answer = Result<[String], DeliveryFailure>

    private struct Known {
        let answer: Answer
        let until: ContinuousClock.Instant
    }

    private static let validity: Duration = .seconds(10)
    private static let mostKnown = 1024

    private let threads: NIOThreadPool
    private let lookUp: @Sendable (String) -> Answer
    private var known: [String: Known] = [:]
    private var waiting: [String: [AsyncStream<Answer>.Continuation]] = [:]

    /// - Parameters:
    ///   - concurrency: Look-ups at once; more wait.
    ///   - lookUp: Asks the system.
    init(concurrency: Int = 32, lookUp: @escaping @Sendable (String) -> Answer = HostLookup.addresses) {
        threads = NIOThreadPool(numberOfThreads: concurrency)
        threads.start()
        self.lookUp = lookUp
    }

    /// The addresses of a host in the order in which the system prefers them, as text.
    ///
    /// - Throws: ``DeliveryFailure`` when there are none; `CancellationError` at once, whatever the name server does.
    func addresses(of host: String) async throws -> [String] {
        if let found = known[host], .now < found.until { return try found.answer.get() }
        let (answers, continuation) = AsyncStream.makeStream(of: Answer.self)
        let isFirst = waiting[host] == nil
        waiting[host, default: []].append(continuation)
        if isFirst { start(host) }
        for await answer in answers { return try answer.get() }
        throw CancellationError()
    }

    /// Ends the threads, for good.
    func shutdown() async {
        try? await threads.shutdownGracefully()
    }

    private func start(_ host: String) {
        let (threads, lookUp) = (threads, lookUp)
        Task {
            let answer = try? await threads.runIfActive { lookUp(host) }
            finish(host, answer ?? .failure(DeliveryFailure(.unavailable, "the process stops")))
        }
    }

    private func finish(_ host: String, _ answer: Answer) {
        if known.count >= Self.mostKnown { known = known.filter { .now < $0.value.until } }
        if known.count < Self.mostKnown { known[host] = Known(answer: answer, until: .now + Self.validity) }
        for waiter in waiting.removeValue(forKey: host) ?? [] {
            waiter.yield(answer)
            waiter.finish()
        }
    }
}
