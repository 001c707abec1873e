import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Ends requests that are no HTTP, too large in their head, or too slow to arrive, each with an answer in the API's form where one can be given.
///
/// The server itself bounds how long a connection may be silent; a client that sends a byte now and then is never silent, so the arrival of a
/// head has a deadline of its own, which begins with its first byte, and the arrival of a body another.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let readTimeout: TimeAmount
    private var deadline: Scheduled<Void>?
    /// Requests that began to arrive and whose answers are not complete.
    private var unanswered = 0
    private var isArriving = false
    /// Whether what was read since the last look made a part of a request.
    private var hasPart = false
    /// Whether the client said that it sends nothing more.
    private var isInputClosed = false
    private var isAnswering = false
    /// What ends the connection once everything before it is answered.
    private var failure: HTTPResponse.Status?
    private var isOver = false

    init(readTimeout: TimeAmount) {
        self.readTimeout = readTimeout
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // A request that was told that it came too late, or after something that is no HTTP, must not take effect.
        guard !isOver else { return }
        hasPart = true
        switch unwrapInboundIn(data) {
        case .head:
            isArriving = true
            unanswered += 1
            stopDeadline()
        case .body: break
        case .end:
            isArriving = false
            stopDeadline()
        }
        context.fireChannelRead(data)
    }

    /// Most requests arrive in one piece and need no deadline. Bytes that made no part are the beginning of a head, or blank lines before one.
    ///
    /// A beginning that came in one read with the end of the request before is noticed with its next byte; until then the connection counts as idle.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isArriving || !hasPart && !isInputClosed, deadline == nil, !isOver {
            let loop = context.eventLoop.assumeIsolated()
            deadline = loop.scheduleTask(in: readTimeout) { [self] in end(context, .requestTimeout) }
        }
        hasPart = false
        context.fireChannelReadComplete()
    }

    /// A client that sends nothing more may still wait for its answers.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent {
            isInputClosed = true
            if !isArriving { stopDeadline() }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let part = unwrapOutboundIn(data)
        context.write(data, promise: promise)
        switch part {
        case .head: isAnswering = true
        case .body: break
        case .end:
            isAnswering = false
            unanswered -= 1
            if let failure { end(context, failure) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        end(context, error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopDeadline()
        context.fireChannelInactive()
    }

    private func stopDeadline() {
        deadline?.cancel()
        deadline = nil
    }

    /// Ends the connection with an answer, after those to the requests before.
    private func end(_ context: ChannelHandlerContext, _ status: HTTPResponse.Status) {
        guard !isOver else { return }
        failure = status
        guard unanswered == (isArriving ? 1 : 0) else { return }
        isOver = true
        // Its own answer is on its way already.
        guard !isAnswering else { return context.close(promise: nil) }
        answer(status, context)
    }

    /// Only our side is closed at first: a client that still sends would lose the answer to a reset. The server closes the rest when it is idle.
    private func answer(_ status: HTTPResponse.Status, _ context: ChannelHandlerContext) {
        let body = ByteBuffer(string: #"{"error":"\#(status.reasonPhrase)"}"#)
        let fields: HTTPFields = [.contentType: "application/json", .contentLength: String(body.readableBytes), .connection: "close"]
        context.write(wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        let isSent = context.eventLoop.makePromise(of: Void.self)
        isSent.futureResult.assumeIsolated().whenComplete { _ in
            context.close(mode: .output, promise: nil)
            context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingering) { context.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: isSent)
    }

    /// How long a client may go on sending after it was answered that nobody listens.
    private static let lingering = TimeAmount.seconds(1)
}
