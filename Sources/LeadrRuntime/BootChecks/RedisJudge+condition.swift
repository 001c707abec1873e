extension RedisJudge {
    /// Findings about what goes wrong on a server at the moment. They come and go, so no process refuses to start for them.
    static func condition(_ facts: RedisFacts) -> [CheckFinding] {
        guard facts.info != nil else { return [] }
        return [
            outcome(
                facts["aof_last_write_status"],
                "redis.aof-write",
                "the last write to the append-only file failed: Redis refuses all writes until one succeeds",
                "make room on its disk; see the log of Redis"
            ),
            outcome(
                facts["aof_last_bgrewrite_status"],
                "redis.aof-rewrite",
                "the last rewrite of the append-only file failed: the file grows without bound",
                "make room on its disk and memory for a fork; then BGREWRITEAOF"
            ),
            outcome(
                facts["rdb_last_bgsave_status"],
                "redis.snapshot",
                "the last snapshot failed: with stop-writes-on-bgsave-error Redis refuses all writes",
                "make room on its disk and memory for a fork, or switch snapshots off with save \"\""
            ),
        ]
    }

    private static func outcome(_ status: String?, _ check: String, _ text: String, _ fix: String) -> CheckFinding {
        guard let status, status != "ok" else { return .ok(check, status ?? "not told") }
        return .error(check, text, fix: fix)
    }
}
