import Foundation
import LeadrDomain
import Redis

/// Marks of recomputes that wait in a queue, so that a hundred changes of one row cause one of them (`design.md §4`).
///
/// Whoever wants a recompute takes its mark first and queues it only if nobody else had it. The worker clears the mark when it claims the job, **before**
/// it reads anything: what changes after that gets a mark and a job of its own, what changed before is read.
///
/// A mark names the request that took it. One that took a mark and ended before its job was queued finds its own mark the next time, and queues then.
public struct WorkMarks: Sendable {
    /// How long a mark stands for a job that nobody claims; if the job was lost, the next change after that queues another.
    public static let life: Duration = .seconds(60)

    /// A piece of work.
    public struct Work: Hashable, Sendable {
        /// Board it is about.
        public var boardID: BoardID
        /// What tells it from other work; equal work has equal bytes.
        public var payload: [UInt8]

        /// Names a piece of work.
        public init(boardID: BoardID, payload: [UInt8]) {
            self.boardID = boardID
            self.payload = payload
        }
    }

    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// Marks in a Redis.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// Takes the marks of some work for requests; tells for each whether the request has it now, and so has to queue the work.
    ///
    /// - Throws: `RedisError`; taking them again for the same requests is safe.
    public func take(_ requests: [(work: Work, request: UUID)]) async throws(RedisError) -> [Bool] {
        guard !requests.isEmpty else { return [] }
        let life = RedisArgument.integer(Self.life.milliseconds)
        let replies = try await redis.pipeline(
            requests.map { RedisCommand("SET", keys.work($0.work.boardID, $0.work.payload), .bytes($0.request.byteArray), "NX", "GET", "PX", life) }
        )
        try Reply.failOnError(replies)
        return zip(requests, replies).map { $1.isNull || $1.bytes == $0.request.byteArray }
    }

    /// Clears the marks of work that was claimed.
    ///
    /// - Throws: `RedisError`.
    public func clear(_ work: [Work]) async throws(RedisError) {
        guard !work.isEmpty else { return }
        try Reply.failOnError(await redis.pipeline(work.map { RedisCommand("UNLINK", keys.work($0.boardID, $0.payload)) }))
    }
}
