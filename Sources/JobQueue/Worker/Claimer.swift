import Logging
import ServiceLifecycle

/// The claiming side of a worker loop: one attempt at a time, with waiting on an idle queue and backoff on faults.
struct Claimer<Handler: JobBatchHandler> {
    let worker: JobWorker<Handler>
    let waiter: any JobWaiter
    private var pacing: ClaimPacing
    private var faults = 0
    private var unanswered: [ClaimToken] = []

    init(worker: JobWorker<Handler>, waiter: any JobWaiter) {
        self.worker = worker
        self.waiter = waiter
        pacing = ClaimPacing(linger: worker.configuration.linger, batchSize: worker.configuration.batchSize)
    }

    /// The next batch, or nil after a wait or a fault.
    mutating func next() async -> Claim? {
        if worker.quiet.isQuiet {
            // Not blocked on the queue: a wake token taken here would be missed where it is needed.
            await rest()
            return nil
        }
        if let pause = pacing.pause(at: .now) {
            _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
            return nil
        }
        let token = ClaimToken()
        do {
            try await returnUnanswered()
            guard let claim = try await claim(token) else {
                await idle()
                return nil
            }
            worker.registry.add(token)
            return claim
        } catch {
            // The claim may exist on the server although its answer was lost; it is handed back by its name.
            if error.code == .outcomeUnknown || error.code == .unavailable { unanswered.append(token) }
            await backOff(error)
            return nil
        }
    }

    /// A claim takes a slot of the process with it; the end of its batch gives it back.
    private mutating func claim(_ token: ClaimToken) async throws(QueueError) -> Claim? {
        let (slots, queue, weight) = (worker.slots, worker.queue, worker.configuration.weight)
        worker.progress.excuse()
        let hasSlot = await cancelWhenGracefulShutdown { await slots.acquire(queue, weight: weight) }
        worker.progress.endExcuse()
        guard hasSlot else { return nil }
        do {
            let claim = try await ask(token)
            if claim == nil { slots.release() }
            return claim
        } catch {
            slots.release()
            throw error
        }
    }

    private mutating func ask(_ token: ClaimToken) async throws(QueueError) -> Claim? {
        let configuration = worker.configuration
        let started = ContinuousClock.now
        let claim = try await worker.driver.claim(
            configuration.batchSize,
            from: worker.queue,
            token: token,
            owner: worker.identity,
            lease: configuration.lease
        )
        let roundTrip = ContinuousClock.now - started
        worker.progress.mark(roundTrip: roundTrip)
        faults = 0
        QueueMetrics.claimRoundTrip(worker.queue.name, roundTrip)
        if let claim {
            pacing.claimed(claim.jobs, at: started)
            QueueMetrics.batchSize(worker.queue.name, claim.jobs.count)
        }
        return claim
    }

    private mutating func returnUnanswered() async throws(QueueError) {
        while let token = unanswered.last {
            _ = try await worker.driver.handBack(token, on: worker.queue)
            unanswered.removeLast()
        }
    }

    /// Gives back what may have been claimed without an answer, once more before the worker ends; if that fails, the leases end.
    mutating func giveBackUnanswered() async {
        do { try await returnUnanswered() } catch {
            worker.logger.debug("Unanswered claims are left to their leases", metadata: ["error": "\(error)"])
        }
    }

    private func rest() async {
        let timeout = worker.configuration.idleWait
        worker.progress.excuse()
        _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: timeout) }
        worker.progress.endExcuse()
    }

    private func idle() async {
        let timeout = worker.configuration.idleWait
        await cancelWhenGracefulShutdown { await waiter.wait(upTo: timeout) }
    }

    private mutating func backOff(_ error: QueueError) async {
        faults += 1
        if faults == 1 || faults.isMultiple(of: 20) {
            worker.logger.warning("No work could be claimed", metadata: ["error": "\(error)", "faults": "\(faults)"])
        }
        let policy = RetryPolicy(base: .milliseconds(50), maximum: .seconds(2))
        let delay = policy.delay(afterFailures: faults) + .milliseconds(20)
        _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: delay) }
    }
}
