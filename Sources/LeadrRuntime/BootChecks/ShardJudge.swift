import LeadrStore

/// Judges whether a process may work with its `QUEUE_SHARDS`.
enum ShardJudge {
    /// - Parameters:
    ///   - stored: What the installation works with; nil before its first start.
    ///   - configured: `QUEUE_SHARDS` of this process.
    static func finding(stored: StoredShards?, configured: Int) -> CheckFinding {
        let name = "shards"
        guard let stored else { return .ok(name, "\(configured), stored at the first start") }
        if let target = stored.resizingTo {
            return .error(
                name,
                "the shards are being changed from \(stored.count) to \(target), or that was interrupted: keys lie half in the old places",
                fix: "wait for it, or finish it: leadrctl shards resize \(target) --apply",
                isWaivable: false
            )
        }
        guard stored.count == configured else {
            return .error(
                name,
                "QUEUE_SHARDS is \(configured), and this installation works with \(stored.count): submissions and ranks would be sought in the wrong place",
                fix: "set QUEUE_SHARDS=\(stored.count), or change the installation with leadrctl shards resize \(configured)",
                isWaivable: false
            )
        }
        return .ok(name, "\(stored.count), as stored")
    }
}
