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
        if let pause = pacing.pause(at: .now) {
            _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
            return nil
        }
        let token = ClaimToken()
        do {
            try await giveBackUnanswered()
            guard let claim = try await claim(token) else {
                await idle()
                return nil
            }
            worker.registry.add(claim)
            return claim
        } catch {
            // The claim may exist on the server although its answer was lost; it is handed back by its name.
            if error.code == .outcomeUnknown || error.code == .unavailable { unanswered.append(token) }
            await backOff(error)
            return nil
        }
    }

    private mutating func claim(_ token: ClaimToken) async throws(QueueError) -> Claim? {
        let configuration = worker.configuration
        let started = ContinuousClock.now
        let claim = try await worker.driver.claim(
            configuration.batchSize,
            from: worker.queue,
            token: token,
            owner: worker.identity,
            lease: configuration.lease
        )
        worker.progress.mark()
        faults = 0
        QueueMetrics.claimRoundTrip(worker.queue.name, ContinuousClock.now - started)
        if let claim {
            pacing.claimed(claim.jobs, at: started)
            QueueMetrics.batchSize(worker.queue.name, claim.jobs.count)
        }
        return claim
    }

    private mutating func giveBackUnanswered() async throws(QueueError) {
        while let token = unanswered.last {
            _ = try await worker.driver.handBack(token, on: worker.queue)
            unanswered.removeLast()
        }
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
