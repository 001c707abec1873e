import NIOCore
import NIOPosix

/// The smallest HTTP client that can test a server: one request, one answer, connection closed.
public enum HTTPProbe {
    /// The whole answer, head and body.
    public static func get(port: Int, path: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "GET /\(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            var response = ""
            for try await part in inbound { response += String(buffer: part) }
            return response
        }
    }
}
