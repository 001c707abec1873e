import NIOCore

/// Turns bytes of the socket into replies for the current receiver. Without one, replies wait.
final class ReplyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var reader: ReplyReader
    private var replies: [RedisValue] = []
    private var receiver: (any ReplyReceiver)?
    private var failure: RedisError?
    private var isClosed = false

    init() throws(RedisError) {
        reader = try ReplyReader()
    }

    /// Makes `receiver` the one to deliver to. It is told at once if the connection is gone already.
    func attach(_ receiver: any ReplyReceiver) {
        self.receiver = receiver
        deliver()
        if isClosed { receiver.closed(cause) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        do throws(RedisError) {
            try unwrapInboundIn(data).readableReplies(&reader, into: &replies)
        } catch {
            fail(error, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        deliver()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { receiver?.becameWritable() }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deliver()
        isClosed = true
        receiver?.closed(cause)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(RedisError(.connectionLost, "\(error)"), context)
    }

    private func fail(_ error: RedisError, _ context: ChannelHandlerContext) {
        if failure == nil { failure = error }
        context.close(promise: nil)
    }

    private func deliver() {
        guard let receiver, !replies.isEmpty else { return }
        // Taken out first: a receiver that closes the channel brings us here again.
        var batch: [RedisValue] = []
        swap(&batch, &replies)
        receiver.received(batch)
        batch.removeAll(keepingCapacity: true)
        if replies.isEmpty { replies = batch }
    }

    private var cause: RedisError {
        failure ?? RedisError(.connectionLost, "the connection was closed")
    }
}

extension ByteBuffer {
    fileprivate func readableReplies(_ reader: inout ReplyReader, into replies: inout [RedisValue]) throws(RedisError) {
        // `withUnsafeReadableBytes` is not typed-throws; the result carries the error out.
        let result = withUnsafeReadableBytes { bytes -> Result<Void, RedisError> in
            do throws(RedisError) {
                return .success(try reader.read(bytes, into: &replies))
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }
}
