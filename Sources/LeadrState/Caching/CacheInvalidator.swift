import Foundation
import LeadrDomain
import Logging
import Redis
import ServiceLifecycle
import Synchronization

/// Shortens the life of cached entities: tells all processes what changed, and empties the caches of this one when it is told.
///
/// Nothing depends on it: caches expire within a second by themselves. After every subscription all caches are emptied, since messages may have
/// been missed.
public final class CacheInvalidator: Service {
    /// Empties a cache: of one entity, or altogether when there is no id.
    public typealias Handler = @Sendable (UUID?) -> Void

    private let redis: RedisClient
    private let channel: String
    private let logger: Logger
    private let handlers = Mutex<[CacheTopic: [Handler]]>([:])

    /// An invalidator on the given Redis.
    public init(redis: RedisClient, keys: StateKeys, logger: Logger) {
        self.redis = redis
        self.logger = logger
        channel = keys.invalidationChannel
    }

    /// Registers a cache.
    public func onChange(of topic: CacheTopic, _ handler: @escaping Handler) {
        handlers.withLock { $0[topic, default: []].append(handler) }
    }

    /// Registers a cache that is keyed by the id of its entities.
    public func attach<Kind: EntityKind, Value: Sendable>(_ cache: LocalCache<EntityID<Kind>, Value>, to topic: CacheTopic) {
        onChange(of: topic) { id in
            if let id { cache.invalidate(EntityID(id)) } else { cache.invalidateAll() }
        }
    }

    /// Tells all processes, this one at once and without Redis, that entities changed. Failing to reach the others costs freshness for at most a
    /// second, so it is logged and not thrown.
    public func announce(_ topic: CacheTopic, _ ids: [UUID]) async {
        guard !ids.isEmpty else { return }
        for id in ids { empty(topic, id) }
        do throws(RedisError) {
            _ = try await redis.send(RedisCommand("PUBLISH", .string(channel), .bytes(CacheNotice(topic: topic, ids: ids).bytes)))
        } catch {
            logger.debug("cache invalidation was not published", metadata: ["topic": "\(topic)", "error": "\(error)"])
        }
    }

    /// Listens until graceful shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            for await event in self.redis.subscribe(to: [self.channel]) { self.take(event) }
        }
    }

    private func take(_ event: RedisSubscriptionEvent) {
        switch event {
        case .subscribed, .disconnected:
            for topic in CacheTopic.allCases { empty(topic, nil) }
        case .message(_, let payload):
            guard let notice = CacheNotice(bytes: payload) else { return }
            for id in notice.ids { empty(notice.topic, id) }
        }
    }

    private func empty(_ topic: CacheTopic, _ id: UUID?) {
        for handler in handlers.withLock({ $0[topic] ?? [] }) { handler(id) }
    }
}
