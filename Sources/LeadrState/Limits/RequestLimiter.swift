import Redis

/// Limits anonymous calls per network address, shared by all processes (`contract/rulings.md`, "limits on anonymous calls").
///
/// The generic cell rate algorithm needs one number per address, has no window edge at which twice the limit passes, and tells the exact wait.
public struct RequestLimiter: Sendable {
    private let redis: any RedisExecutor
    private let keys: StateKeys
    private let scope: StaticString
    /// Requests allowed per address.
    public let limit: RequestLimit

    /// A limiter.
    ///
    /// - Parameters:
    ///   - redis: Where the counters live.
    ///   - keys: Names of the counters.
    ///   - scope: What is limited, for example `sessions`; addresses are counted apart per scope.
    ///   - limit: Requests allowed per address; the contract gives 600 session starts a minute.
    public init(
        redis: any RedisExecutor,
        keys: StateKeys,
        scope: StaticString,
        limit: RequestLimit = RequestLimit(requests: 600, per: .seconds(60))
    ) {
        self.redis = redis
        self.keys = keys
        self.scope = scope
        self.limit = limit
    }

    /// Counts a request, or refuses it.
    ///
    /// - Throws: `RedisError` when Redis is out of reach.
    public func check(_ address: ClientAddress) async throws(RedisError) -> LimitDecision {
        let reply = try await redis.call(
            "leadr_state3_limit",
            in: StateLibrary.library,
            keys: [keys.addressLimit(scope, address)],
            arguments: [.integer(limit.intervalMicroseconds), .integer(Int64(limit.requests))]
        )
        let parts = try Reply.array(reply, minimum: 2)
        if try Reply.integer(parts[0]) == 1 { return .allowed }
        return .limited(retryAfter: .milliseconds(try Reply.integer(parts[1])))
    }
}
