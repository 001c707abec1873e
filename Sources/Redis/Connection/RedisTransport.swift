import NIOCore

/// An open and authenticated socket.
struct RedisTransport: Sendable {
    let channel: any Channel
    let endpoint: RedisEndpoint
    var identity = ServerIdentity()

    var eventLoop: any EventLoop { channel.eventLoop }
    var isActive: Bool { channel.isActive }

    /// Delivers all further replies to `receiver`. On the event loop only.
    func attach(_ receiver: any ReplyReceiver) {
        do {
            try channel.pipeline.syncOperations.handler(type: ReplyHandler.self).attach(receiver)
        } catch {
            // The handlers are removed when the channel closes.
            receiver.closed(RedisError(.connectionLost, "the connection was closed"))
        }
    }

    /// Sends `bytes` and waits for `count` replies. When that fails in any way the socket is closed, since later replies could not
    /// be told apart.
    ///
    /// - Throws: `timeout` at `deadline`, `cancelled` with the task, `connectionLost`, `protocolViolation`.
    func exchange(_ bytes: ByteBuffer, replies count: Int, until deadline: NIODeadline) async throws(RedisError) -> [RedisValue] {
        let collector = ReplyCollector(expected: count)
        let timer = eventLoop.scheduleTask(deadline: deadline) {
            if collector.fail(RedisError(.timeout, "no reply in time")) { channel.close(promise: nil) }
        }
        let outcome = await withTaskCancellationHandler {
            eventLoop.execute {
                attach(collector)
                channel.writeAndFlush(bytes, promise: nil)
            }
            return await collector.wait()
        } onCancel: {
            if collector.fail(RedisError(.cancelled, "the waiting task was cancelled", outcomeUnknown: true)) { channel.close(promise: nil) }
        }
        timer.cancel()
        if case .failure = outcome { channel.close(promise: nil) }
        return try outcome.get()
    }

    /// Waits until the socket is closed.
    func waitForClose() async {
        // The close future only ever succeeds.
        try? await channel.closeFuture.get()
    }

    func close() {
        channel.close(promise: nil)
    }
}
