import NIOCore
import NIOEmbedded
import Testing

@testable import LeadrDelivery

@Suite struct SMTPReplyHandlerTests {
    private let handler = SMTPReplyHandler()
    private let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel(handler: handler)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 25)).wait()
    }

    private func receive(_ text: String) {
        _ = try? channel.writeInbound(ByteBuffer(string: text))
    }

    @Test func `a greeting that comes early and one that comes late are both heard`() throws {
        receive("220 early\r\n")
        #expect(try handler.expect(on: channel.eventLoop).wait().code == 220)
        let other = try SMTPReplyHandlerTests()
        let greeting = other.handler.expect(on: other.channel.eventLoop)
        other.receive("220 late\r\n")
        #expect(try greeting.wait().lines == ["late"])
    }

    @Test(arguments: ["250 EHLO\r\n", "250-half an ans", "2"])
    func `bytes that nobody asked for end the connection, so that nothing said before it is secured counts as said after`(_ bytes: String) throws {
        receive("220 hi\r\n")
        _ = try handler.expect(on: channel.eventLoop).wait()
        let agreed = handler.expect(on: channel.eventLoop)
        receive("220 go ahead\r\n" + bytes)
        #expect(try agreed.wait().code == 220)
        #expect(!handler.isIdle && !channel.isActive)
        #expect(throws: SMTPFault.unsolicited) { try handler.expect(on: channel.eventLoop).wait() }
    }

    @Test func `whoever waits when the connection ends hears of it, and so do later ones`() throws {
        let greeting = handler.expect(on: channel.eventLoop)
        channel.pipeline.fireChannelInactive()
        #expect(throws: SMTPFault.closed) { try greeting.wait() }
        #expect(throws: SMTPFault.closed) { try handler.expect(on: channel.eventLoop).wait() }
    }
}
