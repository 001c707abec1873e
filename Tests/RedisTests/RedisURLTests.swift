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

    @Test func `sentinels are a list of addresses, the name of a master and a database`() throws {
        let url = "rediss+sentinel://u:p%40@s1,s2:26380,[::1]:1/my%20master/3?sentinel_password=q%26&sentinel_user=w"
        let configuration = try RedisConfiguration(url: url)
        var sentinels = RedisSentinels(
            endpoints: [.tcp(host: "s1", port: 26_379), .tcp(host: "s2", port: 26_380), .tcp(host: "::1", port: 1)],
            master: "my master"
        )
        (sentinels.username, sentinels.password) = ("w", "q&")
        #expect(configuration.topology == .sentinel(sentinels))
        #expect(configuration.username == "u" && configuration.password == "p@" && configuration.database == 3 && configuration.tls != nil)
        let short = try RedisConfiguration(url: "redis+sentinel://h/m")
        #expect(short.topology == .sentinel(RedisSentinels(endpoints: [.tcp(host: "h", port: 26_379)], master: "m")))
        #expect(short.database == 0 && short.tls == nil && short.password == nil)
    }

    @Test(arguments: ["redis+cluster://:p@a,b:7001", "rediss+cluster://:p@a,b:7001/", "redis+cluster://:p@a,b:7001/0"])
    func `a cluster is a list of addresses`(url: String) throws {
        let configuration = try RedisConfiguration(url: url)
        #expect(configuration.topology == .cluster(seeds: [.tcp(host: "a", port: 6379), .tcp(host: "b", port: 7001)]))
        #expect(configuration.password == "p" && configuration.database == 0 && (configuration.tls != nil) == url.hasPrefix("rediss"))
    }

    @Test(arguments: [
        "redis+sentinel://h", "redis+sentinel://h/", "redis+sentinel:///m", "redis+sentinel://h,/m", "redis+sentinel://h,h/m",
        "redis+sentinel://h/m/", "redis+sentinel://h/m/x", "redis+sentinel://h/m/1/2", "redis+sentinel://h/m?db=1",
        "redis+sentinel://h/m?sentinel_user=u", "redis+sentinel://h/m?sentinel_password=",
        "redis+sentinel://h/m?sentinel_password=a&sentinel_password=b",
        "redis+sentinel://h:x/m", "redis+sentinel://h/%zz", "redis+cluster://", "redis+cluster://a,,b", "redis+cluster://a/1",
        "redis+cluster://a?db=0",
        "redis+cluster://a,a:6379", "redis+cluster://u@a", "redis://a,b", "redis://a?sentinel_password=x", "redis+other://a", "redis://a?db=1&db=2",
    ])
    func `other lists are refused`(url: String) {
        #expect { try RedisConfiguration(url: url) } throws: { ($0 as? RedisError)?.code == .configuration }
    }

    @Test(arguments: ["redis+sentinel://u:hunter2@h", "redis+sentinel://h/m?sentinel_password=hunter2&x=1", "redis+cluster://u:hunter2@h/5"])
    func `a refused list does not repeat a password`(url: String) {
        let error = #expect(throws: RedisError.self) { try RedisConfiguration(url: url) }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func `an endpoint prints as an operator writes it`() {
        #expect(RedisEndpoint.tcp(host: "h", port: 1).description == "h:1")
        #expect(RedisEndpoint.tcp(host: "::1", port: 1).description == "[::1]:1")
        #expect(RedisEndpoint.unix(path: "/s").description == "/s")
    }
}
