import Logging
import Metrics

/// Stands for election until cancelled: attempts, renews, and tells about every change.
struct Elector: Sendable {
    let name: String
    let owner: String
    let timing: LeaseTiming
    let store: any LeaseStore
    let leadership: Leadership
    let clock: any SchedulerClock
    let logger: Logger
    let metrics: SchedulerMetrics
    let onChange: @Sendable (LeaderLease.Transition) -> Void
    let onProgress: @Sendable () -> Void

    /// Runs until cancelled; leadership is kept until then.
    func run() async {
        await withTaskGroup { group in
            group.addTask { await attemptLoop() }
            group.addTask { await expiryLoop() }
            await group.waitForAll()
        }
    }

    /// Gives the lease up, so that a successor need not wait for its expiry.
    func release() async {
        guard let term = leadership.current()?.term else { return }
        do {
            try await store.release(name, owner: owner, term: term)
            logger.info("gave up the scheduler lease", metadata: ["term": "\(term)"])
        } catch {
            logger.warning("the scheduler lease could not be given up and will expire", metadata: ["error": "\(error)"])
        }
        metrics.leads(false)
    }

    private func attemptLoop() async {
        while !Task.isCancelled {
            do { try await clock.sleep(until: leadership.nextAttempt()) } catch { return }
            await attempt()
        }
    }

    private func attempt() async {
        let started = clock.now()
        let request = LeaseRequest(name: name, owner: owner, term: leadership.current()?.term, timeToLive: timing.timeToLive)
        do {
            let reply = try await store.attempt(request)
            announce(leadership.received(reply, started: started))
            onProgress()
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning("the scheduler lease could not be asked for", metadata: ["error": "\(error)"])
            announce(leadership.failed())
        }
    }

    /// Ends trust on time even while an attempt hangs.
    private func expiryLoop() async {
        while !Task.isCancelled {
            let wakeUp = leadership.current()?.trustedUntil ?? clock.now().advanced(by: timing.retryInterval)
            do { try await clock.sleep(until: wakeUp) } catch { return }
            announce(leadership.expire())
        }
    }

    private func announce(_ transition: LeaderLease.Transition?) {
        guard let transition else { return }
        switch transition {
        case .gained(let term): logger.info("leading the scheduler", metadata: ["term": "\(term)"])
        case .lost(let term): logger.warning("no longer leading the scheduler", metadata: ["term": "\(term)"])
        case .replaced(let former, let term):
            logger.warning("leading the scheduler under a new term", metadata: ["former": "\(former)", "term": "\(term)"])
        }
        metrics.leads(leadership.current() != nil)
        onChange(transition)
    }
}
