/// How the servers behind one URL are organised.
public enum RedisTopology: Sendable, Equatable {
    /// One server, `RedisConfiguration.endpoint`.
    case single
    /// A master and its replicas, watched by Redis Sentinel.
    case sentinel(RedisSentinels)
    /// Redis Cluster, known by some of its nodes.
    case cluster(seeds: [RedisEndpoint])
}

/// The Sentinel processes that know which server is the master.
public struct RedisSentinels: Sendable, Equatable {
    /// Where they listen; asked in this order until one answers.
    public var endpoints: [RedisEndpoint]
    /// Name of the watched master in their configuration.
    public var master: String
    /// User of `AUTH` at the sentinels; `nil` means the default user.
    public var username: String?
    /// Password of `AUTH` at the sentinels; `nil` means no authentication. It is not the password of the servers.
    public var password: String?

    /// Makes the settings of sentinels that need no password.
    public init(endpoints: [RedisEndpoint], master: String) {
        self.endpoints = endpoints
        self.master = master
    }
}
