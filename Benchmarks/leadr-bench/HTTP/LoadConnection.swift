import NIOCore

/// Drives one keep-alive connection through an exchange, with as little work per request as NIO allows, because the generator shares the
/// cores with what it measures.
final class LoadConnection<Exchange: LoadExchange>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var exchange: Exchange
    private let start: NIODeadline
    private let limit: NIODeadline
    private var done: EventLoopPromise<Exchange.Report>?
    private var incoming = ByteBuffer()
    private var outgoing = ByteBuffer()
    private var watchdog: Scheduled<Void>?

    /// - Parameters:
    ///   - start: when the first request is sent, so that all connections are open by then.
    ///   - limit: when a connection that still waits is given up.
    ///   - done: gets the report, whatever happens.
    init(_ exchange: Exchange, start: NIODeadline, limit: NIODeadline, done: EventLoopPromise<Exchange.Report>) {
        self.exchange = exchange
        self.start = start
        self.limit = limit
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) {
        watchdog = context.eventLoop.assumeIsolated().scheduleTask(deadline: limit) { self.end(context, failure: "no answer in time") }
        schedule(context, at: start)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if incoming.readableBytes == 0 {
            incoming = bytes
        } else {
            incoming.writeBuffer(&bytes)
        }
        switch ResponseScanner.scan(incoming) {
        case .incomplete: return
        case .malformed: end(context, failure: "malformed response")
        case .response(let status, let headCount, let bodyCount): finishResponse(context, status, headCount, bodyCount)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(context, failure: "connection closed by the server")
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(context, failure: "\(error)")
    }

    private func finishResponse(_ context: ChannelHandlerContext, _ status: Int, _ headCount: Int, _ bodyCount: Int) {
        guard incoming.readableBytes == headCount + bodyCount else { return end(context, failure: "bytes after the response") }
        incoming.moveReaderIndex(forwardBy: headCount)
        exchange.received(status: status, body: incoming, now: .now())
        incoming = ByteBuffer()
        advance(context)
    }

    private func advance(_ context: ChannelHandlerContext) {
        guard done != nil else { return }
        outgoing.clear()
        switch exchange.next(&outgoing, now: .now()) {
        case .send: context.writeAndFlush(wrapOutboundOut(outgoing), promise: nil)
        case .wait(let time): schedule(context, at: time)
        case .finish: end(context, failure: nil)
        }
    }

    private func schedule(_ context: ChannelHandlerContext, at time: NIODeadline) {
        context.eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.advance(context) }
    }

    private func end(_ context: ChannelHandlerContext, failure: String?) {
        guard let done else { return }
        self.done = nil
        watchdog?.cancel()
        done.succeed(exchange.report(failure: failure))
        context.close(promise: nil)
    }
}
