import NIOCore
import NIOPosix
import NIOSSL

/// A connection to a mail server: lines out, answers in.
struct SMTPConnection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<SMTPReplyHandler>

    /// Connects. Everything on the connection together takes `timeout` at most; then it is closed.
    static func open(_ configuration: SMTPConfiguration, on group: any EventLoopGroup) async throws -> SMTPConnection {
        let context = configuration.security == .tls ? try configuration.tlsContext() : nil
        let name = configuration.serverName
        let connection = try await ClientBootstrap(group: group)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .connect(host: configuration.host, port: configuration.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name)) }
                    let handler = SMTPReplyHandler()
                    try pipeline.addHandler(handler)
                    return SMTPConnection(channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
                }
            }
        connection.close(after: configuration.timeout)
        return connection
    }

    private func close(after timeout: Duration) {
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
            handler.value.end(.timeout)
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in timer.cancel() }
    }

    /// The server's first words.
    func greeting() async throws -> SMTPReply {
        try await channel.eventLoop.flatSubmit { handler.value.expect(on: channel.eventLoop) }.get()
    }

    /// Sends a command, a line without its end, and returns the answer.
    func command(_ line: String) async throws -> SMTPReply {
        // A line break would be a second command.
        guard line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { throw SMTPFault.malformed }
        return try await exchange(Array(line.utf8) + Array("\r\n".utf8))
    }

    /// Sends bytes as they are and returns the answer.
    func exchange(_ bytes: [UInt8]) async throws -> SMTPReply {
        try await channel.eventLoop.flatSubmit {
            let reply = handler.value.expect(on: channel.eventLoop)
            channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
            return reply
        }.get()
    }

    /// Secures the connection, after the server agreed to it.
    func startTLS(_ context: NIOSSLContext, serverName: String?) async throws {
        try await channel.eventLoop.submit {
            guard handler.value.isIdle else { throw SMTPFault.unsolicited }
            let secure = try NIOSSLClientHandler(context: context, serverHostname: serverName)
            try channel.pipeline.syncOperations.addHandler(secure, position: .first)
        }.get()
    }

    /// Ends the connection at once.
    func close() {
        channel.close(promise: nil)
    }

    /// Says goodbye and ends the connection; nobody waits for the answer.
    func quit() {
        channel.writeAndFlush(ByteBuffer(string: "QUIT\r\n")).whenComplete { _ in channel.close(promise: nil) }
    }
}
