import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Testing

@testable import LeadrHTTP

/// How long a request may take to arrive (`docs/limits.md`), by a clock that the test moves.
@Suite("Requests that arrive slowly")
struct ConnectionGuardTests {
    private let channel = EmbeddedChannel()

    init() throws {
        let operations = channel.pipeline.syncOperations
        try operations.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
        try operations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
        try operations.addHandler(ConnectionGuard(readTimeout: .seconds(30)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func send(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    /// Everything answered since the last look.
    private func answered() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    private func respond() throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok, headerFields: [.contentLength: "0"])))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    @Test func `half a head and then nothing ends when the time for a request is over`() throws {
        try send("GET /v1/health/live HTTP/1.1\r\nHost: a\r\nX-Sl")
        channel.embeddedEventLoop.advanceTime(by: .seconds(29))
        #expect(try answered() == "")
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(try answered().hasPrefix("HTTP/1.1 408"))
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func `a head that comes byte by byte has no more time than one that comes at once`() throws {
        for byte in "GET / HTTP/1.1\r\nX: 012345678901" {
            try send(String(byte))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(try answered().hasPrefix("HTTP/1.1 408"))
    }

    @Test func `a body has a time of its own, which runs from the end of the head to the last byte`() throws {
        try send("POST / HTTP/1.1\r\nContent-")
        channel.embeddedEventLoop.advanceTime(by: .seconds(20))
        try send("Length: 5\r\n\r\nab")
        channel.embeddedEventLoop.advanceTime(by: .seconds(29))
        #expect(try answered() == "")
        try send("c")
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(try answered().hasPrefix("HTTP/1.1 408"))
    }

    @Test func `blank lines before a request take nothing of its time`() throws {
        try send("\r\n")
        channel.embeddedEventLoop.advanceTime(by: .seconds(29))
        try send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab")
        channel.embeddedEventLoop.advanceTime(by: .seconds(29))
        #expect(try answered() == "")
    }

    @Test func `a client that sends nothing more is answered, however long that takes`() throws {
        try send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        channel.pipeline.fireChannelReadComplete()
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        try respond()
        #expect(try !answered().contains("408"))
    }

    @Test func `a request that came too late does not reach the routes any more`() throws {
        try send("GET /one HTTP/1.1\r\nHo")
        channel.embeddedEventLoop.advanceTime(by: .seconds(30))
        try send("st: a\r\n\r\n")
        #expect(try channel.readInbound(as: HTTPRequestPart.self) == nil)
    }

    @Test func `what is complete in time is answered however long that takes, and the connection may be idle after it`() throws {
        try send("GET / HTTP/1.1\r\nHo")
        channel.embeddedEventLoop.advanceTime(by: .seconds(29))
        try send("st: a\r\n\r\n")
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        try respond()
        #expect(try answered().hasPrefix("HTTP/1.1 200"))
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(try answered() == "" && channel.isActive)
        try send("G")
        channel.embeddedEventLoop.advanceTime(by: .seconds(30))
        #expect(try answered().hasPrefix("HTTP/1.1 408"), "the next request has a time of its own")
    }

    @Test func `a slow second request is ended after the answer to the first`() throws {
        try send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        try send("GET / HT")
        channel.embeddedEventLoop.advanceTime(by: .seconds(30))
        #expect(try answered() == "")
        try respond()
        let answers = try answered()
        #expect(answers.hasPrefix("HTTP/1.1 200") && answers.contains("HTTP/1.1 408"))
    }
}
