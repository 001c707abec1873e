/// Opens once; whoever waits goes on then.
actor Gate {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private var isOpen = false

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() {
        isOpen = true
        continuation.finish()
    }

    func wait() async {
        for await _ in stream {}
    }

    func waitOrCancel() async throws {
        for await _ in stream {}
        try Task.checkCancellation()
    }
}
