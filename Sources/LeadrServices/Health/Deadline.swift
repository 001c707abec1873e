import Synchronization

/// Answers in time even when the one who is asked does not.
package enum Deadline {
    /// The answer of `check`, or `other` after `limit`. The check is cancelled then, and left behind if it does not heed that.
    package static func answer<Answer: Sendable>(
        within limit: Duration,
        otherwise other: Answer,
        _ check: @escaping @Sendable () async -> Answer
    ) async -> Answer {
        let (answers, continuation) = AsyncStream.makeStream(of: Answer.self, bufferingPolicy: .bufferingOldest(1))
        // Unstructured on purpose: a task group would wait for a check that ignores cancellation.
        let asking = Task { continuation.yield(await check()) }
        let waiting = Task {
            try? await Task.sleep(for: limit)
            continuation.yield(other)
        }
        let answer = await answers.first { _ in true } ?? other
        asking.cancel()
        waiting.cancel()
        return answer
    }
}
