import Logging
import ServiceLifecycle

/// Runs one claimed slot: attempts and delays until one succeeds, all failed, or the lease or the process ends.
struct SlotExecution: Sendable {
    /// How a slot ended.
    struct Report: Sendable {
        var outcome: SlotOutcome
        var attempts: Int
        var lastError: (any Error)?
    }

    private enum Attempt: Sendable {
        case succeeded
        case failed(any Error)
        case timedOut(TaskTimeout)
        case lost
    }

    let task: ScheduledTask
    let run: SlotRun
    let leadership: Leadership
    let clock: any SchedulerClock
    let logger: Logger
    var metrics = SchedulerMetrics()
    /// Told about attempts and the pauses between them.
    var progress: TaskProgress?

    /// An operator who asked for a run sees it fail and may ask again.
    private var maximumAttempts: Int { run.kind == .demand ? 1 : task.maximumAttempts }

    /// Runs the slot; retries belong to it even when later slots have begun.
    func execute() async -> Report {
        var lastError: (any Error)?
        for attempt in 1...maximumAttempts {
            progress?.note(.busy(since: clock.now()))
            switch await attemptOnce() {
            case .succeeded: return Report(outcome: .succeeded, attempts: attempt, lastError: nil)
            case .lost: return Report(outcome: .abandoned, attempts: attempt, lastError: lastError)
            case .failed(let error):
                lastError = error
                logger.warning("scheduled task failed", metadata: ["attempt": "\(attempt)", "error": "\(error)"])
                if error is any FinalTaskError { return Report(outcome: .failed, attempts: attempt, lastError: error) }
            case .timedOut(let timeout):
                lastError = timeout
                metrics.timedOut(task.name)
                logger.warning("scheduled task took too long", metadata: ["attempt": "\(attempt)", "limit": "\(timeout.limit)"])
            }
            guard attempt < maximumAttempts else { break }
            guard await waited(task.retryDelays[attempt - 1]) else { return Report(outcome: .abandoned, attempts: attempt, lastError: lastError) }
        }
        return Report(outcome: .failed, attempts: maximumAttempts, lastError: lastError)
    }

    private func attemptOnce() async -> Attempt {
        await withTaskGroup(of: Attempt.self) { group in
            group.addTask {
                do {
                    try await task.body(run)
                    return .succeeded
                } catch {
                    return .failed(error)
                }
            }
            group.addTask {
                await leadership.waitUntilLost(term: run.term)
                return .lost
            }
            if let limit = task.timeout {
                let deadline = clock.now().advanced(by: limit)
                group.addTask {
                    try? await clock.sleep(until: deadline)
                    return .timedOut(TaskTimeout(limit: limit))
                }
            }
            return await decide(&group)
        }
    }

    /// The work's own result counts; work that was cut off counts as lost or late, whichever came first.
    private func decide(_ group: inout TaskGroup<Attempt>) async -> Attempt {
        var cut: Attempt?
        for await result in group {
            group.cancelAll()
            switch result {
            case .succeeded: return .succeeded
            // The process ends: what failed because of it is no failure of the work.
            case .failed: return cut ?? (Task.isCancelled ? .lost : result)
            case .lost, .timedOut: cut = cut ?? result
            }
        }
        return cut ?? .lost
    }

    /// False when the lease or the process ended during the delay.
    private func waited(_ delay: Duration) async -> Bool {
        let deadline = clock.now().advanced(by: delay)
        progress?.note(.resting(until: deadline))
        return await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask { (try? await clock.sleep(until: deadline)) != nil }
                group.addTask {
                    await leadership.waitUntilLost(term: run.term)
                    return false
                }
                let first = await group.next() ?? false
                group.cancelAll()
                return first
            }
        }
    }
}
