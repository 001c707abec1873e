import NIOCore
import NIOHTTP1

/// Writes the answers of a ``MaxMindServer``.
final class MaxMindServerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let state: MaxMindServerState
    private var head: HTTPRequestHead?

    init(state: MaxMindServerState) {
        self.state = state
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end: if let head { write(state.answer(head), context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Clients that give up are part of the tests.
        context.close(promise: nil)
    }

    private func write(_ answer: MaxMindServer.Answer, _ context: ChannelHandlerContext) {
        switch answer {
        case .archive(let bytes, let tag, let lastModified):
            let headers = [tag.map { ("ETag", $0) }, lastModified.map { ("Last-Modified", $0) }].compactMap { $0 }
            begin(200, headers + [("Content-Length", "\(bytes.count)")], context)
            send(bytes, context)
            end(context)
        case .status(let status, let headers):
            begin(status, headers + (status == 304 ? [] : [("Content-Length", "0")]), context)
            end(context)
        case .redirect(let location):
            begin(302, [("Location", location), ("Content-Length", "0")], context)
            end(context)
        case .truncated(let bytes, let count):
            begin(200, [("Content-Length", "\(bytes.count)")], context)
            send(Array(bytes.prefix(count)), context)
            context.close(promise: nil)
        case .stalled(let bytes, let count):
            begin(200, [("Content-Length", "\(bytes.count)")], context)
            send(Array(bytes.prefix(count)), context)
        case .endless:
            begin(200, [("Transfer-Encoding", "chunked")], context)
            sendForEver(context)
        }
    }

    private func begin(_ status: Int, _ headers: [(String, String)], _ context: ChannelHandlerContext) {
        let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: HTTPHeaders(headers))
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }

    private func end(_ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// Each piece in a turn of its own: a client that reads fast lets a write end at once, and pieces upon pieces would fill the stack.
    private func sendForEver(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let piece = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(repeating: 0, count: 65_536)))
        context.writeAndFlush(wrapOutboundOut(piece)).whenSuccess {
            bound.value.1.eventLoop.execute { bound.value.0.sendForEver(bound.value.1) }
        }
    }
}
