/// A task that waits for its reply or replies.
///
/// Unchecked continuations, because they cost nothing: `CommandQueue` guarantees, and its tests check, that every waiter leaves it
/// exactly once.
enum ReplyWaiter: Sendable {
    case one(UnsafeContinuation<Result<RedisValue, RedisError>, Never>)
    case many(UnsafeContinuation<Result<[RedisValue], RedisError>, Never>)

    func resume(_ result: Result<CommandQueue<ReplyWaiter>.Replies, RedisError>) {
        switch (self, result) {
        case (.one(let continuation), .success(.one(let reply))): continuation.resume(returning: .success(reply))
        case (.many(let continuation), .success(.one(let reply))): continuation.resume(returning: .success([reply]))
        case (.many(let continuation), .success(.many(let replies))): continuation.resume(returning: .success(replies))
        case (.one(let continuation), .failure(let error)): continuation.resume(returning: .failure(error))
        case (.many(let continuation), .failure(let error)): continuation.resume(returning: .failure(error))
        case (.one(let continuation), .success(.many)):
            continuation.resume(returning: .failure(RedisError(.protocolViolation, "several replies to one command")))
        }
    }
}
