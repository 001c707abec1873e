import Testing

@testable import Redis

@Suite struct ReplyReaderTests {
    private func read(_ feeds: [[UInt8]]) throws(RedisError) -> [RedisValue] {
        var reader = try ReplyReader()
        var replies: [RedisValue] = []
        for feed in feeds {
            let result = feed.withUnsafeBytes { bytes -> Result<Void, RedisError> in
                do throws(RedisError) { return .success(try reader.read(bytes, into: &replies)) } catch { return .failure(error) }
            }
            try result.get()
        }
        return replies
    }

    private func read(_ text: String) throws(RedisError) -> [RedisValue] {
        try read([Array(text.utf8)])
    }

    @Test func `each kind of reply`() throws {
        let replies = try read(":-5\r\n+OK\r\n$3\r\na\0b\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n-WRONGTYPE Operation\r\n")
        #expect(
            replies == [
                .integer(-5), .simple("OK"), .bulk([97, 0, 98]), .bulk([]), .null, .null, .array([]),
                .error(RedisServerError(code: "WRONGTYPE", message: "Operation")),
            ]
        )
    }

    @Test func `integers keep 64 bits`() throws {
        #expect(try read(":9223372036854775807\r\n:-9223372036854775807\r\n") == [.integer(.max), .integer(.min + 1)])
    }

    @Test func `nested arrays, errors and nulls inside`() throws {
        #expect(
            try read("*3\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n$-1\r\n-ERR no\r\n") == [
                .array([
                    .array([.integer(1), .array([.bulk([120])])]), .null, .error(RedisServerError(code: "ERR", message: "no")),
                ])
            ]
        )
    }

    @Test func `a reply split at every byte is the same reply`() throws {
        let bytes = Array("*2\r\n$5\r\nhello\r\n*2\r\n:12\r\n+PONG\r\n:7\r\n".utf8)
        let whole = try read([bytes])
        #expect(whole.count == 2)
        for cut in 0...bytes.count {
            #expect(try read([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole)
        }
        #expect(try read(bytes.map { [$0] }) == whole)
    }

    @Test func `a partial reply yields nothing yet`() throws {
        #expect(try read("$10\r\nhel").isEmpty)
        #expect(try read("").isEmpty)
    }

    @Test func `many replies in one read, beyond one portion`() throws {
        let replies = try read(String(repeating: ":42\r\n", count: 20_000))
        #expect(replies.count == 20_000)
        #expect(replies.allSatisfy { $0 == .integer(42) })
    }

    @Test func `a reply larger than a portion`() throws {
        let size = 100_000
        let replies = try read("$\(size)\r\n\(String(repeating: "z", count: size))\r\n:1\r\n")
        #expect(replies.first?.bytes?.count == size)
        #expect(replies.last == .integer(1))
    }

    @Test(arguments: ["hello\r\n", "?\r\n", "HTTP/1.1 400 Bad Request\r\n", "*1\r\nx\r\n", "\r\n"])
    func `what is not RESP is a violation`(text: String) {
        #expect { try read(text) } throws: { ($0 as? RedisError)?.code == .protocolViolation }
    }

    @Test func `replies before a violation are not lost`() throws {
        var reader = try ReplyReader()
        var replies: [RedisValue] = []
        let failed = Array(":1\r\n!oops\r\n".utf8).withUnsafeBytes { bytes in
            (try? reader.read(bytes, into: &replies)) == nil
        }
        #expect(failed)
        #expect(replies == [.integer(1)])
    }
}
