import Synchronization

/// One call of a handler that can be cut short.
///
/// Swift can ask a task to stop but not make it. So the handler runs in a task of its own, and a caller that has waited long enough goes on without
/// it: whatever the handler still does is idempotent by job, and its claim no longer counts.
final class HandlerCall: Sendable {
    typealias Answer = Result<[JobOutcome], any Error>

    private struct State {
        var answer: Answer?
        var waiter: CheckedContinuation<Answer?, Never>?
        var task: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Calls a handler.
    static func start(_ handler: some JobBatchHandler, _ jobs: [Job]) -> HandlerCall {
        let call = HandlerCall()
        let task = Task {
            do { call.finish(.success(try await handler.handle(jobs))) } catch { call.finish(.failure(error)) }
        }
        call.state.withLock { $0.task = task }
        return call
    }

    /// Whether the handler came back.
    var hasEnded: Bool { state.withLock { $0.answer != nil } }

    /// The answer; nil when it did not come in time, or the waiting task was cancelled. One task may wait at a time.
    func answer(within limit: Duration) async -> Answer? {
        await withTaskGroup(of: Answer?.self) { group in
            group.addTask { await self.answer() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    /// The answer; nil when the waiting task was cancelled.
    func answer() async -> Answer? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state -> Answer?? in
                    if let answer = state.answer { return answer }
                    if Task.isCancelled { return .some(nil) }
                    state.waiter = continuation
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            takeWaiter()?.resume(returning: nil)
        }
    }

    /// Asks the handler to stop and gives it a moment, also when the caller itself is cancelled; nil when it did not listen.
    func stop(within grace: Duration) async -> Answer? {
        state.withLock { $0.task }?.cancel()
        return await Task { await self.answer(within: grace) }.value
    }

    private func finish(_ answer: Answer) {
        let waiter = state.withLock { state in
            state.answer = answer
            state.task = nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: answer)
    }

    private func takeWaiter() -> CheckedContinuation<Answer?, Never>? {
        state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
    }
}
