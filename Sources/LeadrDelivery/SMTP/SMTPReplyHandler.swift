import NIOCore
import NIOSSL

/// Matches answers to commands: one command at a time, one answer to each. On its event loop only.
///
/// Bytes that nobody asked for end the connection. Above all that holds for bytes sent before a connection is secured, which must not pass as said
/// on the secured one.
final class SMTPReplyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum State {
        /// Nothing is asked.
        case idle
        /// An answer is to come; the promise is nil before somebody waits for the greeting.
        case waiting(EventLoopPromise<SMTPReply>?)
        /// The greeting came before somebody waited for it.
        case greeted(SMTPReply)
        case ended(SMTPFault)
    }

    private var parser = SMTPReplyParser()
    private var state = State.waiting(nil)

    /// Whether everything that came was asked for and read.
    var isIdle: Bool {
        if case .idle = state { parser.isIdle } else { false }
    }

    /// The next answer.
    func expect(on eventLoop: any EventLoop) -> EventLoopFuture<SMTPReply> {
        switch state {
        case .greeted(let reply):
            state = .idle
            return eventLoop.makeSucceededFuture(reply)
        case .ended(let fault):
            return eventLoop.makeFailedFuture(fault)
        case .idle, .waiting(nil):
            let promise = eventLoop.makePromise(of: SMTPReply.self)
            state = .waiting(promise)
            return promise.futureResult
        case .waiting:
            return eventLoop.makeFailedFuture(SMTPFault.unsolicited)
        }
    }

    /// Ends waiting; whoever asks later hears the same.
    func end(_ fault: SMTPFault) {
        if case .ended = state { return }
        let former = state
        state = .ended(fault)
        if case .waiting(let promise?) = former { promise.fail(fault) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(SMTPFault) {
            for reply in try parser.read(unwrapInboundIn(data).readableBytesView) { try take(reply) }
            if case .idle = state, !parser.isIdle { throw .unsolicited }
        } catch {
            end(error)
            context.close(promise: nil)
        }
    }

    private func take(_ reply: SMTPReply) throws(SMTPFault) {
        switch state {
        case .waiting(let promise?):
            state = .idle
            promise.succeed(reply)
        case .waiting(nil): state = .greeted(reply)
        case .idle, .greeted: throw .unsolicited
        case .ended: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.closed)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.closed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(error is NIOSSLError ? .insecure : .closed)
        context.close(promise: nil)
    }
}
