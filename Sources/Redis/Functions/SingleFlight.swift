import Synchronization

/// Lets many tasks that want the same thing done at the same time share one attempt, for example the loading of a library
/// after thousands of calls in flight found it missing.
final class SingleFlight: Sendable {
    private typealias Follower = CheckedContinuation<Result<Void, RedisError>, Never>

    private let followers = Mutex<[String: [Follower]]>([:])

    /// Runs `body`, or waits for the attempt under `key` that runs already and returns its outcome.
    func run(_ key: String, _ body: () async throws(RedisError) -> Void) async throws(RedisError) {
        let isLeader = followers.withLock { waiting in
            if waiting[key] != nil { return false }
            waiting[key] = []
            return true
        }
        if isLeader { try await lead(key, body) } else { try await follow(key) }
    }

    /// How many tasks wait for the attempt under `key`.
    func waiting(_ key: String) -> Int {
        followers.withLock { $0[key]?.count ?? 0 }
    }

    private func lead(_ key: String, _ body: () async throws(RedisError) -> Void) async throws(RedisError) {
        let outcome: Result<Void, RedisError>
        do {
            outcome = .success(try await body())
        } catch {
            outcome = .failure(error)
        }
        for follower in followers.withLock({ $0.removeValue(forKey: key) }) ?? [] { follower.resume(returning: outcome) }
        try outcome.get()
    }

    private func follow(_ key: String) async throws(RedisError) {
        let outcome: Result<Void, RedisError> = await withCheckedContinuation { continuation in
            let joined = followers.withLock { waiting in
                waiting[key]?.append(continuation) != nil
            }
            // The leader finished between the two looks; if it failed, the caller's own next step will tell.
            if !joined { continuation.resume(returning: .success(())) }
        }
        try outcome.get()
    }
}
