import Testing

@testable import Redis

@Suite struct RedisValueTests {
    @Test func `accessors read what a reply means`() {
        #expect(RedisValue.integer(5).int == 5)
        #expect(RedisValue.bulk(Array("-12".utf8)).int == -12)
        #expect(RedisValue.bulk(Array("x".utf8)).int == nil)
        #expect(RedisValue.simple("OK").string == "OK")
        #expect(RedisValue.bulk([0xFF]).string == nil)
        #expect(RedisValue.bulk([0xFF]).bytes == [0xFF])
        #expect(RedisValue.bulk(Array("1.5".utf8)).double == 1.5)
        #expect(RedisValue.integer(2).double == 2)
        #expect(RedisValue.array([.null]).array == [.null])
        #expect(RedisValue.null.isNull)
        #expect(RedisValue.null.int == nil)
        #expect(!RedisValue.integer(0).isNull)
    }

    @Test(arguments: [
        ("ERR Function not found", "ERR", "Function not found"), ("NOSCRIPT No", "NOSCRIPT", "No"), ("OOM", "OOM", ""),
        ("no code here", "ERR", "no code here"), ("", "ERR", ""), ("LEASE_2 lost it", "LEASE_2", "lost it"),
    ])
    func `an error reply splits into code and message`(reply: String, code: String, message: String) {
        #expect(RedisServerError(reply: reply) == RedisServerError(code: code, message: message))
    }

    @Test func `a missing function is recognised`() {
        #expect(RedisServerError(reply: "ERR Function not found").isMissingFunction)
        #expect(!RedisServerError(reply: "ERR no such key").isMissingFunction)
    }

    @Test func `an error reply is thrown with its code`() {
        let error = #expect(throws: RedisError.self) { try RedisValue.error(RedisServerError(reply: "OOM full")).throwingServerError() }
        #expect(error?.code == .server(RedisServerError(code: "OOM", message: "full")))
        #expect(error?.isUnavailable == true)
        #expect(error?.outcomeUnknown == false)
    }

    @Test func `errors tell whether anything was sent`() {
        #expect(RedisError(.timeout, "").outcomeUnknown)
        #expect(RedisError(.connectionLost, "").outcomeUnknown)
        #expect(!RedisError(.notConnected, "").outcomeUnknown)
        #expect(!RedisError(.overloaded, "").outcomeUnknown)
        #expect(RedisError(.server(RedisServerError(reply: "LOADING x")), "").isUnavailable)
        #expect(!RedisError(.server(RedisServerError(reply: "WRONGTYPE x")), "").isUnavailable)
    }
}
