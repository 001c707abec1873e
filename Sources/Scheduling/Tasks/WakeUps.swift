import ServiceLifecycle

/// What wakes a loop; wake-ups of one that is busy are one.
///
/// Not `cancelOnGracefulShutdown()`: that passes elements through a task of its own, which does not run on the scheduler's executor and waits when other
/// work keeps the shared threads busy.
struct WakeUps: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Wakes the loop, or lets it turn once more when it is busy.
    func wake() {
        continuation.yield()
    }

    /// Runs `body` after each wake-up, until graceful shutdown or cancellation. To be called once.
    func run(_ body: () async -> Void) async {
        await withGracefulShutdownHandler {
            for await _ in stream {
                // One that came before the end is still there.
                guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
                await body()
            }
        } onGracefulShutdown: {
            continuation.finish()
        }
    }
}
