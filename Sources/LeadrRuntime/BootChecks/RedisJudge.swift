/// Judges how a Redis server is set up: what decides whether submissions are safe there.
enum RedisJudge {
    /// Functions exist since then.
    static let oldestVersion = ServerVersion(7, 0)
    /// Share of `maxmemory` from which on it is worth a warning.
    static let fullness = 0.8

    /// Findings for one server, those that are as they should be included.
    ///
    /// - Parameter usesCluster: Whether `REDIS_URL` names a cluster.
    static func configuration(_ facts: RedisFacts, usesCluster: Bool) -> [CheckFinding] {
        guard facts.info != nil else { return [silence] }
        return [
            version(facts), role(facts), topology(facts, usesCluster), eviction(facts), persistence(facts), synchronisation(facts), memory(facts),
        ]
    }

    private static let silence = CheckFinding.warning(
        "redis.info",
        "Redis refuses INFO: neither its version nor eviction nor persistence could be checked, and any of them may lose submissions",
        fix: "allow INFO to the user of REDIS_URL, or make sure of version 7.0, noeviction and appendonly yes yourself"
    )

    private static func version(_ facts: RedisFacts) -> CheckFinding {
        let name = "redis.version"
        guard let version = facts["redis_version"].flatMap({ ServerVersion($0) }) else { return unknown(name, "version", "run Redis 7.0 or newer") }
        guard version >= oldestVersion else {
            return .error(
                name,
                "Redis is version \(version), which has no functions: no queue step can run",
                fix: "run Redis \(oldestVersion) or newer"
            )
        }
        return .ok(name, "Redis \(version)")
    }

    private static func role(_ facts: RedisFacts) -> CheckFinding {
        let name = "redis.role"
        guard let role = facts["role"] else { return unknown(name, "role", "name the master in REDIS_URL") }
        guard role == "master" else {
            return .error(
                name,
                "Redis is a replica (role \(role)): it refuses every write",
                fix: "name the master in REDIS_URL, or promote this server"
            )
        }
        return .ok(name, "master")
    }

    private static func topology(_ facts: RedisFacts, _ usesCluster: Bool) -> CheckFinding {
        let name = "redis.topology"
        let isCluster = facts["cluster_enabled"] == "1"
        if isCluster, !usesCluster {
            return .error(
                name,
                "Redis runs in cluster mode, and REDIS_URL names a single server: it refuses the keys of other nodes",
                fix: "name it with redis+cluster:// (docs/redis.md), or use a server with cluster-enabled no"
            )
        }
        if !isCluster, usesCluster {
            return .error(
                name,
                "REDIS_URL names a cluster, and this server runs alone",
                fix: "set cluster-enabled yes, or name it as a single server"
            )
        }
        return .ok(name, isCluster ? "cluster" : "single server")
    }

    private static func eviction(_ facts: RedisFacts) -> CheckFinding {
        let name = "redis.eviction"
        guard let policy = facts["maxmemory_policy"] else { return unknown(name, "maxmemory-policy", "set maxmemory-policy noeviction") }
        guard policy == "noeviction" else {
            return .error(
                name,
                "maxmemory-policy is \(policy): Redis may evict queued submissions when memory runs short, and they are lost without a trace",
                fix: "set maxmemory-policy noeviction in redis.conf, or CONFIG SET maxmemory-policy noeviction"
            )
        }
        return .ok(name, "noeviction")
    }

    private static func persistence(_ facts: RedisFacts) -> CheckFinding {
        let name = "redis.persistence"
        let fix = "set appendonly yes and appendfsync always in redis.conf"
        guard let isOn = facts["aof_enabled"] else { return unknown(name, "append-only file", fix) }
        guard isOn == "1" else {
            return .error(name, "the append-only file is off: submissions already answered are lost when Redis restarts", fix: fix)
        }
        return .ok(name, "append-only file on")
    }

    private static func synchronisation(_ facts: RedisFacts) -> CheckFinding {
        let name = "redis.appendfsync"
        guard facts["aof_enabled"] != "0" else { return .ok(name, "not in use while the append-only file is off") }
        let fix = "set appendfsync always in redis.conf"
        switch facts.appendSync {
        case "always": return .ok(name, "always")
        case nil: return unknown(name, "appendfsync, since CONFIG is refused", fix)
        case "everysec":
            return .warning(name, "appendfsync is everysec: a crash of the machine loses up to the last 2 s of answered submissions", fix: fix)
        case let other?:
            return .warning(name, "appendfsync is \(other): a crash of the machine loses what the system had not written, often 30 s", fix: fix)
        }
    }

    private static func memory(_ facts: RedisFacts) -> CheckFinding {
        let name = "redis.memory"
        guard let used = facts.number("used_memory"), let limit = facts.number("maxmemory") else {
            return unknown(name, "memory in use", "watch the memory of Redis")
        }
        guard limit > 0 else { return .ok(name, "\(mebibytes(used)) in use, no maxmemory") }
        let text = "\(mebibytes(used)) of \(mebibytes(limit)) in use"
        guard Double(used) >= Double(limit) * fullness else { return .ok(name, text) }
        return .warning(name, "\(text): at the limit submissions are refused with 503", fix: "raise maxmemory, or find out which queue grows")
    }

    /// A fact the server does not tell is no proof of danger.
    private static func unknown(_ check: String, _ fact: String, _ fix: String) -> CheckFinding {
        .warning(check, "Redis does not tell its \(fact); it may lose submissions unnoticed", fix: fix)
    }

    private static func mebibytes(_ bytes: Int64) -> String { "\(bytes >> 20) MiB" }
}
