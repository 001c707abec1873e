import Testing

/// What is no HTTP, or arrives too slowly: it is answered where it can be, and its connection always ends.
///
/// The server must run with a read timeout of a few seconds. Its limit for silent connections is far longer, so one that ends here ended for its
/// slowness.
enum MalformedHTTP {
    private struct Exchange: Sendable {
        let name: String
        let parts: [[UInt8]]
        var pause: Duration = .zero
        let isRight: @Sendable (String) -> Bool

        init(_ name: String, _ parts: [String], pause: Duration = .zero, _ isRight: @escaping @Sendable (String) -> Bool) {
            self.init(name, bytes: parts.map { Array($0.utf8) }, pause: pause, isRight)
        }

        init(_ name: String, bytes: [[UInt8]], pause: Duration = .zero, _ isRight: @escaping @Sendable (String) -> Bool) {
            self.name = name
            parts = bytes
            self.pause = pause
            self.isRight = isRight
        }
    }

    private static let good = "GET /v1/health/live HTTP/1.1\r\nHost: a\r\n\r\n"

    private static func starts(_ status: Int) -> @Sendable (String) -> Bool {
        { $0.hasPrefix("HTTP/1.1 \(status)") && $0.contains(#"{"error":"#) }
    }

    private static let exchanges: [Exchange] = [
        Exchange("noise", bytes: [(0...255).map { UInt8($0) }], starts(400)),
        Exchange("nonsense behind a request", [good + "NONSENSE\r\n\r\n"]) { $0.hasPrefix("HTTP/1.1 200") && $0.contains("HTTP/1.1 400") },
        Exchange("a length that is no number", ["POST /v1/games HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"], starts(400)),
        Exchange(
            "two lengths",
            ["POST /v1/games HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]
        ) { $0.hasPrefix("HTTP/1.1 4") },
        Exchange(
            "a body that trickles in",
            ["POST /v1/client/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"] + Array(repeating: "x", count: 30),
            pause: .milliseconds(100),
            starts(408)
        ),
        Exchange("half a head", ["GET /v1/health/live HTTP/1.1\r\nHost: a\r\nX-Half: "], starts(408)),
        Exchange("a first byte", ["G"], starts(408)),
        Exchange(
            "a head that trickles in",
            ["GET /v1/health/live HTTP/1.1\r\nHost: a\r\n"] + Array(repeating: "X: y\r\n", count: 30),
            pause: .milliseconds(100),
            starts(408)
        ),
    ]

    /// Sends all of it at once, each on a connection of its own.
    static func send(to port: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for exchange in exchanges {
                group.addTask {
                    let answer = try await RawConnection.exchange(exchange.parts, port: port, pause: exchange.pause)
                    #expect(exchange.isRight(answer), "\(exchange.name): \(answer)")
                }
            }
            try await group.waitForAll()
        }
    }
}
