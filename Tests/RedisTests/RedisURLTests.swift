import Testing

@testable import Redis

@Suite struct RedisURLTests {
    struct Good: Sendable {
        let url: String
        let endpoint: RedisEndpoint
        var username: String?
        var password: String?
        var database = 0
        var isSecure = false
    }

    @Test(arguments: [
        Good(url: "redis://localhost", endpoint: .tcp(host: "localhost", port: 6379)),
        Good(url: "REDIS://h:1", endpoint: .tcp(host: "h", port: 1)),
        Good(url: "redis://h:6380/3", endpoint: .tcp(host: "h", port: 6380), database: 3),
        Good(url: "redis://h/", endpoint: .tcp(host: "h", port: 6379)),
        Good(url: "redis://h?db=2", endpoint: .tcp(host: "h", port: 6379), database: 2),
        Good(url: "redis://:secret@h", endpoint: .tcp(host: "h", port: 6379), password: "secret"),
        Good(url: "redis://u:p@h:7/1", endpoint: .tcp(host: "h", port: 7), username: "u", password: "p", database: 1),
        Good(url: "redis://u:p%40%2F%3a@h", endpoint: .tcp(host: "h", port: 6379), username: "u", password: "p@/:"),
        Good(url: "redis://u:a@b@h", endpoint: .tcp(host: "h", port: 6379), username: "u", password: "a@b"),
        Good(url: "redis://u:a:b@h", endpoint: .tcp(host: "h", port: 6379), username: "u", password: "a:b"),
        Good(url: "redis://:@h", endpoint: .tcp(host: "h", port: 6379)),
        Good(url: "rediss://h", endpoint: .tcp(host: "h", port: 6379), isSecure: true),
        Good(url: "redis://[::1]", endpoint: .tcp(host: "::1", port: 6379)),
        Good(url: "redis://[fe80::1]:99/4", endpoint: .tcp(host: "fe80::1", port: 99), database: 4),
        Good(url: "unix:///run/redis.sock", endpoint: .unix(path: "/run/redis.sock")),
        Good(url: "redis+unix:///a%20b?db=5", endpoint: .unix(path: "/a b"), database: 5),
        Good(url: "unix://u:p@/s", endpoint: .unix(path: "/s"), username: "u", password: "p"),
    ])
    func `understood forms`(good: Good) throws {
        let configuration = try RedisConfiguration(url: good.url)
        #expect(configuration.endpoint == good.endpoint)
        #expect(configuration.username == good.username)
        #expect(configuration.password == good.password)
        #expect(configuration.database == good.database)
        #expect((configuration.tls != nil) == good.isSecure)
    }

    @Test(arguments: [
        "", "localhost", "redis:", "redis://", "http://h", "redis://h:", "redis://h:0", "redis://h:65536", "redis://h:+1", "redis://h:x",
        "redis://h/x", "redis://h/-1", "redis://h/1/2", "redis://user@h", "redis://user:@h", "redis://[::1", "redis://[::1]x",
        "redis://h?x=1", "redis://h?db", "redis://h?db=a", "unix://", "unix:///", "unix://relative", "redis://:%zz@h", "redis://:%f@h",
        "redis://:%ff@h", "redis://::1", "redis://h/99999999999999999999",
    ])
    func `everything else is refused`(url: String) {
        #expect { try RedisConfiguration(url: url) } throws: { ($0 as? RedisError)?.code == .configuration }
    }

    @Test func `a refusal does not repeat the password`() {
        let error = #expect(throws: RedisError.self) { try RedisConfiguration(url: "redis://u:hunter2@h:bad") }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func `an endpoint prints as an operator writes it`() {
        #expect(RedisEndpoint.tcp(host: "h", port: 1).description == "h:1")
        #expect(RedisEndpoint.tcp(host: "::1", port: 1).description == "[::1]:1")
        #expect(RedisEndpoint.unix(path: "/s").description == "/s")
    }
}
