import LeadrDomain
import Redis

/// Records of requests with an `Idempotency-Key`: scope identity and route, kept for a day (`contract/rulings.md`).
///
/// The record's key is the event id, which is derived from identity and client key (`DerivedID.scoreEvent`): no text of a client gets into a key,
/// and the effect stays single even when the record is lost. One route uses such keys, so the route is not part of the name.
public struct IdempotencyStore: Sendable {
    /// How long a record is kept.
    public static let timeToLive: Duration = .seconds(86_400)

    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// A store in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// Claims the key of an event, or returns the record of the request that came first. Nil when the claim was made now.
    public func claim(_ record: IdempotencyRecord, event: ScoreEventID, identity: IdentityID) async throws(RedisError) -> IdempotencyRecord? {
        let reply = try await redis.call(
            "leadr_state2_idempotency_claim",
            in: StateLibrary.library,
            keys: [keys.idempotency(identity, event)],
            arguments: [.bytes(record.bytes), .integer(Self.timeToLive.milliseconds)]
        )
        return reply.isNull ? nil : try Self.read(reply)
    }

    /// The record of an event, if there is one.
    public func record(of event: ScoreEventID, identity: IdentityID) async throws(RedisError) -> IdempotencyRecord? {
        let reply = try await redis.send(RedisCommand("GET", keys.idempotency(identity, event)))
        return reply.isNull ? nil : try Self.read(reply)
    }

    /// Removes the record of a request that was refused before it was queued; a record that another request made meanwhile stays.
    ///
    /// - Returns: Whether a record was removed.
    @discardableResult
    public func release(_ record: IdempotencyRecord, event: ScoreEventID, identity: IdentityID) async throws(RedisError) -> Bool {
        let reply = try await redis.send(releaseCommand(record, event: event, identity: identity))
        return try Reply.integer(reply) == 1
    }

    /// Notes that the submission is queued, so that repetitions need not queue it again.
    ///
    /// - Returns: Whether the record was still there and unchanged.
    @discardableResult
    public func confirm(_ record: IdempotencyRecord, event: ScoreEventID, identity: IdentityID) async throws(RedisError) -> Bool {
        var queued = record
        queued.isQueued = true
        let reply = try await redis.call(
            "leadr_state2_idempotency_confirm",
            in: StateLibrary.library,
            keys: [keys.idempotency(identity, event)],
            arguments: [.bytes(record.bytes), .bytes(queued.bytes)]
        )
        return try Reply.integer(reply) == 1
    }

    func releaseCommand(_ record: IdempotencyRecord, event: ScoreEventID, identity: IdentityID) -> RedisCommand {
        RedisCommand(
            calling: "leadr_state2_idempotency_release",
            keys: [keys.idempotency(identity, event)],
            arguments: [.bytes(record.bytes)]
        )
    }

    static func read(_ reply: RedisValue) throws(RedisError) -> IdempotencyRecord {
        guard let record = IdempotencyRecord(bytes: try Reply.bytes(reply)) else { throw Reply.unexpected(reply, "an idempotency record") }
        return record
    }
}
