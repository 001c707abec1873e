import Redis

extension RankIndex {
    /// The index in the servers of a client, each shard trusted for the life of the server that holds it.
    ///
    /// - Parameters:
    ///   - client: Where it lives.
    ///   - keys: Names of its keys.
    ///   - memory: How long at least the version of an applied row is remembered: twice the lease of a job.
    public init(client: RedisClient, keys: StateKeys, memory: Duration = .seconds(30)) {
        self.init(redis: client, keys: keys, memory: memory) { client.serverLife(forKey: keys.shardName($0)) }
    }
}
