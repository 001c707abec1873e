import Redis

/// Where processes announce GeoIP databases to each other. Nothing depends on it: workers look at the file before each batch anyway, and downloads are
/// due by the clock. It makes idle workers follow at once.
public struct GeoNoticeBoard: Sendable {
    private let redis: RedisClient
    private let channel: String

    /// A board on the given Redis.
    public init(redis: RedisClient, keys: StateKeys) {
        self.redis = redis
        channel = keys.geoIPChannel
    }

    /// Tells all processes.
    ///
    /// - Returns: How many heard it, in a cluster only those connected to one of its nodes.
    /// - Throws: `RedisError`.
    @discardableResult
    public func announce(_ notice: GeoNotice) async throws(RedisError) -> Int {
        let reply = try await redis.send(RedisCommand("PUBLISH", .string(channel), .string(notice.rawValue)))
        return Int(reply.int ?? 0)
    }

    /// Hands over every notice until the task is cancelled. Each subscription begins with ``GeoNotice/replaced``, since notices may have been missed.
    public func listen(_ take: @Sendable (GeoNotice) -> Void) async {
        for await event in redis.subscribe(to: [channel]) {
            switch event {
            case .subscribed: take(.replaced)
            case .message(_, let payload): if let notice = GeoNotice(rawValue: String(decoding: payload, as: UTF8.self)) { take(notice) }
            case .disconnected: break
            }
        }
    }
}
