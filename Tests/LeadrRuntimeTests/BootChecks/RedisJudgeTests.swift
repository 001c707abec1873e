import Redis
import Testing

@testable import LeadrRuntime

@Suite struct RedisJudgeTests {
    /// A server as `config/redis.conf` sets it up.
    static let sound = RedisFacts(
        info: [
            "redis_version": "7.0.15", "role": "master", "cluster_enabled": "0", "maxmemory_policy": "noeviction", "aof_enabled": "1",
            "used_memory": "1048576", "maxmemory": "0", "aof_last_write_status": "ok", "aof_last_bgrewrite_status": "ok",
            "rdb_last_bgsave_status": "ok",
        ],
        appendSync: "always"
    )

    private func facts(_ changes: [String: String?] = [:], appendSync: String? = "always") -> RedisFacts {
        var facts = Self.sound
        for (field, value) in changes { facts.info?[field] = value }
        facts.appendSync = appendSync
        return facts
    }

    private func bad(_ facts: RedisFacts, usesCluster: Bool = false) -> [CheckFinding] {
        RedisJudge.configuration(facts, usesCluster: usesCluster).filter { $0.severity != .ok }
    }

    @Test func `the settings of the product pass without a remark`() {
        #expect(bad(facts()).isEmpty)
        #expect(RedisJudge.condition(facts()).allSatisfy { $0.severity == .ok })
    }

    @Test(arguments: [
        ("redis_version", "6.2.14", "redis.version"), ("role", "slave", "redis.role"), ("maxmemory_policy", "allkeys-lru", "redis.eviction"),
        ("maxmemory_policy", "volatile-ttl", "redis.eviction"), ("aof_enabled", "0", "redis.persistence"), ("cluster_enabled", "1", "redis.topology"),
    ])
    func `a dangerous fact is an error with its remedy`(field: String, value: String, check: String) throws {
        let finding = try #require(bad(facts([field: value])).first)
        #expect(finding.check == check && finding.severity == .error && finding.fix?.isEmpty == false)
        #expect(bad(facts([field: value])).count == 1)
    }

    @Test func `an address of a cluster does not fit a single server`() {
        #expect(bad(facts(), usesCluster: true).map(\.check) == ["redis.topology"])
        #expect(bad(facts(["cluster_enabled": "1"]), usesCluster: true).isEmpty)
    }

    @Test func `appendfsync other than always is a warning that names the window of loss`() {
        let everysec = bad(facts(appendSync: "everysec"))
        #expect(everysec.map(\.severity) == [.warning] && everysec[0].text.contains("2 s"))
        #expect(bad(facts(appendSync: "no")).map(\.check) == ["redis.appendfsync"])
    }

    @Test func `what a managed service hides is a warning, not a refusal`() {
        #expect(bad(facts(appendSync: nil)).map(\.severity) == [.warning])
        #expect(bad(RedisFacts(info: nil, appendSync: nil)).map(\.check) == ["redis.info"])
        let silent = bad(RedisFacts(info: [:], appendSync: nil))
        #expect(!silent.isEmpty && silent.allSatisfy { $0.severity == .warning })
    }

    @Test(arguments: [(79, true), (80, false), (100, false)])
    func `memory near its limit is a warning`(percent: Int, isFine: Bool) {
        #expect(bad(facts(["used_memory": "\(percent)", "maxmemory": "100"])).isEmpty == isFine)
    }

    @Test func `failed writes to disk are errors of the moment`() {
        let condition = RedisJudge.condition(facts(["aof_last_write_status": "err"]))
        #expect(condition.filter { $0.severity == .error }.map(\.check) == ["redis.aof-write"])
    }

    @Test func `the answer of INFO is read line by line`() {
        let info = "# Server\r\nredis_version:7.0.15\r\nexecutable:/x:y\r\n\r\n# Memory\r\nmaxmemory:0\r\n"
        #expect(RedisFacts.fields(of: info) == ["redis_version": "7.0.15", "executable": "/x:y", "maxmemory": "0"])
    }

    @Test(arguments: [("7.0.15", true), ("7", true), ("6.9.9", false), ("10.0", true), ("7.2-rc1", true)])
    func `versions are compared by number`(text: String, isEnough: Bool) throws {
        let version = try #require(ServerVersion(text))
        #expect((version >= ServerVersion(7)) == isEnough)
        #expect(ServerVersion("unknown") == nil)
    }
}
