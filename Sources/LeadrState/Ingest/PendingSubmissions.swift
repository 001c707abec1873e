import LeadrDomain
import Redis

/// One key per submission that is queued or dead, so that its status can be told before the pipeline decided (`design.md §2`).
public struct PendingSubmissions: Sendable {
    /// How long the mark of a submission lives without being renewed.
    public static let timeToLive: Duration = .seconds(7 * 86_400)

    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// Marks in the given Redis.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// Marks a submission as pending. Repeating it is harmless.
    public func set(_ submission: PendingSubmission, event: ScoreEventID) async throws(RedisError) {
        _ = try await redis.send(setCommand(submission, event: event))
    }

    /// Marks submissions as pending, for those whose marks may be lost; one round trip.
    public func set(_ submissions: [(event: ScoreEventID, owner: PendingSubmission)]) async throws(RedisError) {
        guard !submissions.isEmpty else { return }
        try Reply.failOnError(await redis.pipeline(submissions.map { setCommand($0.owner, event: $0.event) }))
    }

    /// Whose a pending submission is; nil when the event is not pending.
    public func get(_ event: ScoreEventID) async throws(RedisError) -> PendingSubmission? {
        let reply = try await redis.send(RedisCommand("GET", keys.pending(event)))
        if reply.isNull { return nil }
        guard let submission = PendingSubmission(bytes: try Reply.bytes(reply)) else { throw Reply.unexpected(reply, "a pending submission") }
        return submission
    }

    /// Removes the marks of submissions that were decided; one round trip.
    public func delete(_ events: [ScoreEventID]) async throws(RedisError) {
        guard !events.isEmpty else { return }
        try Reply.failOnError(await redis.pipeline(events.map { deleteCommand($0) }))
    }

    /// Gives marks their full life again, for submissions that wait longer than usual; one round trip.
    ///
    /// - Returns: The events whose mark is gone; the caller knows game and identity from the job and can set it again.
    public func renew(_ events: [ScoreEventID]) async throws(RedisError) -> [ScoreEventID] {
        guard !events.isEmpty else { return [] }
        let life = RedisArgument.integer(Self.timeToLive.milliseconds)
        let replies = try await redis.pipeline(events.map { RedisCommand("PEXPIRE", keys.pending($0), life) })
        var missing: [ScoreEventID] = []
        for (event, reply) in zip(events, replies) where try Reply.integer(reply) == 0 { missing.append(event) }
        return missing
    }

    func setCommand(_ submission: PendingSubmission, event: ScoreEventID) -> RedisCommand {
        RedisCommand("SET", keys.pending(event), .bytes(submission.bytes), "PX", .integer(Self.timeToLive.milliseconds))
    }

    func deleteCommand(_ event: ScoreEventID) -> RedisCommand {
        RedisCommand("DEL", keys.pending(event))
    }
}
