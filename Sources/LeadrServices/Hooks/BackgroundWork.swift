import Logging
import ServiceLifecycle

/// Runs work that requests leave for after their response.
///
/// It lives in memory: it is drained on shutdown and lost with its process. What must not be lost belongs into a database.
public final class BackgroundWork: Service {
    /// A piece of work.
    struct Item: Sendable {
        let name: String
        /// Whether it is run although its request was refused.
        let isKeptOnRefusal: Bool
        let body: @Sendable () async throws -> Void
    }

    private let items: AsyncStream<Item>
    private let input: AsyncStream<Item>.Continuation
    private let width: Int
    private let logger: Logger

    /// A queue.
    ///
    /// - Parameters:
    ///   - capacity: Most pieces that wait; one more is dropped, which is logged.
    ///   - width: Most pieces that run at once.
    ///   - logger: Told of failures.
    public init(capacity: Int = 1000, width: Int = 8, logger: Logger) {
        (items, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
        self.width = width
        self.logger = logger
    }

    /// Adds a piece of work. During a request it is held back until the response was sent, and forgotten when the request is refused.
    ///
    /// - Parameters:
    ///   - name: Says in logs what it was.
    ///   - body: The work. What it throws is logged; nothing is tried again.
    public func add(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
        add(Item(name: name, isKeptOnRefusal: false, body: body))
    }

    func add(_ item: Item) {
        if let deferred = DeferredWork.current { deferred.hold(item) } else { push(item) }
    }

    /// Takes over what was held back during a request.
    public func take(_ deferred: DeferredWork) {
        for item in deferred.release() { push(item) }
    }

    /// Runs what is added; on graceful shutdown what was added until then, and returns.
    public func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                var running = 0
                for await item in items {
                    if running == width {
                        await group.next()
                        running -= 1
                    }
                    group.addTask { await self.perform(item) }
                    running += 1
                }
            }
        } onGracefulShutdown: {
            self.input.finish()
        }
    }

    private func perform(_ item: Item) async {
        do {
            try await item.body()
        } catch {
            logger.error("Background work failed", metadata: ["work": "\(item.name)", "error": "\(error)"])
        }
    }

    private func push(_ item: Item) {
        switch input.yield(item) {
        case .enqueued: return
        default: logger.error("Background work was dropped", metadata: ["work": "\(item.name)"])
        }
    }
}
