import Synchronization

/// Remembers which shards refused jobs because they were over their budget, so that submissions are turned away before anything is written.
final class FullShards: Sendable {
    /// What to do about a submission.
    enum Verdict: Equatable {
        /// Nothing is known against the shard.
        case open
        /// The shard was full a moment ago.
        case full
        /// The shard was full; look again. Others are refused meanwhile.
        case look
    }

    private let pause: Duration
    private let nextLook = Mutex<[Int: ContinuousClock.Instant]>([:])

    /// - Parameter pause: Time between looks.
    init(pause: Duration = .milliseconds(250)) {
        self.pause = pause
    }

    /// Notes that a shard refused a job.
    func note(_ shard: Int, now: ContinuousClock.Instant = .now) {
        nextLook.withLock { $0[shard] = now + pause }
    }

    /// Notes that a shard has room again.
    func clear(_ shard: Int) {
        nextLook.withLock { $0[shard] = nil }
    }

    /// What to do about a submission to a shard.
    func verdict(on shard: Int, now: ContinuousClock.Instant = .now) -> Verdict {
        nextLook.withLock { looks in
            guard let time = looks[shard] else { return .open }
            guard time <= now else { return .full }
            looks[shard] = now + pause
            return .look
        }
    }
}
