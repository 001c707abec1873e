import Redis
import TestSupport
import Testing

@Suite struct RedisFunctionTests {
    private let library = RedisFunctionLibrary(
        name: "testlib",
        source: """
            #!lua name=testlib
            redis.register_function('test_add', function(keys, args) return redis.call('INCRBY', keys[1], args[1]) end)
            redis.register_function{function_name='test_get', callback=function(keys) return redis.call('GET', keys[1]) end, flags={'no-writes'}}
            redis.register_function('test_fail', function() return redis.error_reply('LEASE lost') end)
            """
    )

    @Test func `a function is loaded when it is missing, also after a flush`() async throws {
        try await withPrivateRedis(try PrivateRedis()) { client in
            for expected in [5, 10] {
                #expect(try await client.call("test_add", in: library, keys: ["n"], arguments: [5]) == .integer(Int64(expected)))
                #expect(try await client.call("test_get", in: library, keys: ["n"], arguments: [], readOnly: true).int == Int64(expected))
                _ = try await client.send(RedisCommand("FUNCTION", "FLUSH"))
            }
        }
    }

    @Test func `many callers that find it missing have their effect exactly once`() async throws {
        try await withPrivateRedis(try PrivateRedis()) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<300 {
                    group.addTask { _ = try await client.call("test_add", in: library, keys: ["n"], arguments: [1]) }
                }
                try await group.waitForAll()
            }
            #expect(try await client.send(RedisCommand("GET", "n")).int == 300)
            // One attempt serves all who wait; only callers whose reply came after it had ended try again.
            let statistics = try await client.send(RedisCommand("INFO", "commandstats")).string ?? ""
            let loads = statistics.split(whereSeparator: \.isNewline).first { $0.hasPrefix("cmdstat_function|load:calls=") }
            let calls = loads?.split(whereSeparator: { "=,".contains($0) }).dropFirst().first.flatMap { Int($0) }
            #expect((calls ?? 300) < 100)
        }
    }

    @Test func `a pipeline repeats only the calls that were not executed`() async throws {
        try await withPrivateRedis(try PrivateRedis()) { client in
            let add = RedisCommand(calling: "test_add", keys: ["n"], arguments: [1])
            let replies = try await client.pipeline([RedisCommand("INCR", "m"), add, RedisCommand("INCR", "m"), add], in: library)
            #expect(replies == [.integer(1), .integer(1), .integer(2), .integer(2)])
        }
    }

    @Test func `an error of a function keeps its code, and a source that does not compile is reported`() async throws {
        try await withPrivateRedis(try PrivateRedis()) { client in
            let error = await redisError { try await client.call("test_fail", in: library, keys: [], arguments: []) }
            #expect(error?.code == .server(RedisServerError(code: "LEASE", message: "lost")))
            let broken = RedisFunctionLibrary(name: "broken", source: "#!lua name=broken\nthis is not lua")
            let refusal = await redisError { try await client.call("nothing", in: broken, keys: [], arguments: []) }
            #expect(refusal?.message.contains("compil") == true)
        }
    }

    @Test func `a function the library does not hold fails after one attempt to load`() async throws {
        try await withPrivateRedis(try PrivateRedis()) { client in
            let error = await redisError { try await client.call("unknown", in: library, keys: [], arguments: []) }
            guard case .server(let reply)? = error?.code else {
                Issue.record("unexpected \(String(describing: error))")
                return
            }
            #expect(reply.isMissingFunction)
        }
    }
}
