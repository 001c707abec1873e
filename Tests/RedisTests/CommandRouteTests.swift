import Testing

@testable import Redis

@Suite struct CommandRouteTests {
    private let key = CommandRoute.slot(HashSlot(key: "{s3}:k".utf8))

    @Test func `a command goes to the owner of its first key`() {
        #expect(CommandRoute(RedisCommand("GET", "{s3}:k")) == key)
        #expect(CommandRoute(RedisCommand("get", "{s3}:k")) == key)
        #expect(CommandRoute(RedisCommand("DEL", "{s3}:k", "{s4}:k")) == key)
        #expect(CommandRoute(RedisCommand("HMGET", "{s3}:k", "a", "b")) == key)
        #expect(CommandRoute(RedisCommand("BLPOP", "{s3}:k", .double(1.5))) == key)
        #expect(CommandRoute(RedisCommand("SET", .bytes(Array("{s3}:k".utf8)), .bytes([0, 13, 10, 42]))) == key)
        #expect(CommandRoute(RedisCommand("OBJECT", "ENCODING", "{s3}:k")) == key)
    }

    @Test func `a function goes to the owner of its first key`() {
        #expect(CommandRoute(RedisCommand(calling: "f", keys: ["{s3}:k", "{s3}:j"], arguments: ["{s4}"])) == key)
        #expect(CommandRoute(RedisCommand(calling: "f", keys: ["{s3}:k"], arguments: [], readOnly: true)) == key)
        #expect(CommandRoute(RedisCommand("EVAL", "return 1", 1, "{s3}:k")) == key)
        #expect(CommandRoute(RedisCommand("ZUNION", 2, "{s3}:k", "{s3}:j")) == key)
    }

    @Test func `without a key any node will do`() {
        for command in [
            RedisCommand("PING"), RedisCommand("PUBLISH", "channel", "text"), RedisCommand("INFO", "server"), RedisCommand("FUNCTION", "LIST"),
            RedisCommand(calling: "f", keys: [], arguments: ["x"]), RedisCommand("KEYS", "*"),
        ] {
            #expect(CommandRoute(command) == .anywhere)
        }
    }

    @Test func `parts are read as they were written`() {
        var parts = CommandParts(RedisCommand("SET", .string(String(repeating: "x", count: 1234)), -5, .bytes([])))
        #expect(parts.next().map { Array($0) } == Array("SET".utf8))
        #expect(parts.next()?.count == 1234)
        #expect(parts.next().map { Array($0) } == Array("-5".utf8))
        #expect(parts.next()?.isEmpty == true)
        #expect(parts.next() == nil)
    }
}
