import Logging
import ServiceLifecycle

extension JobWorker {
    /// Handles one claim to its end: settled, handed back, or left to the reaper when the server stays away.
    func process(_ claim: Claim) async -> BatchEnd {
        let started = ContinuousClock.now
        if let outcomes = await decide(claim) {
            let decision = BatchDecision(claim: claim, outcomes: outcomes, policy: configuration.retry)
            if await settle(claim, decision.settlements) {
                for (outcome, count) in decision.counts { QueueMetrics.processed(queue.name, outcome: outcome, count: count) }
                tell(decision.failures)
            }
        } else {
            await handBack(claim)
        }
        QueueMetrics.duration(queue.name, ContinuousClock.now - started)
        registry.remove(claim.token)
        return .done
    }

    /// One line per job, with the ids by which it can be followed back to the request it came from.
    private func tell(_ failures: [BatchDecision.Failure]) {
        for failure in failures {
            var metadata = failure.job.logMetadata
            metadata["reason"] = .string(failure.reason)
            if failure.isBuried {
                logger.error("A job was buried", metadata: metadata)
            } else {
                logger.warning("A job failed and is tried again", metadata: metadata)
            }
        }
    }

    /// Asks the handler until it decides; nil when the worker stops, or lost the claim, before that.
    private func decide(_ claim: Claim) async -> [JobOutcome]? {
        guard !claim.jobs.isEmpty else { return [] }
        var faults = 0
        while true {
            do {
                let outcomes = try await handler.handle(claim.jobs)
                if outcomes.count == claim.jobs.count { return outcomes }
                logger.critical("The handler decided on another number of jobs than it was given", metadata: ["jobs": "\(claim.jobs.count)"])
                return claim.jobs.map { _ in .retry(error: "the handler broke its contract") }
            } catch {
                faults += 1
                if faults == 1 || faults.isMultiple(of: 10) {
                    logger.warning("A batch waits for what it needs", metadata: ["error": "\(error)", "jobs": "\(claim.jobs.count)"])
                }
            }
            await pause(afterFaults: faults)
            if isStopping || registry.isLost(claim.token) { return nil }
        }
    }

    /// Tells the server until it answers. The token makes a repeated settle harmless.
    private func settle(_ claim: Claim, _ settlements: [Settlement]) async -> Bool {
        var faults = 0
        registry.beginSettling(claim.token)
        while true {
            do {
                let isHeld = try await driver.settle(claim.token, on: queue, settlements)
                // After a fault the first try may have gone through, which looks like a lost claim.
                if !isHeld, faults == 0 { logger.warning("A claim was lost before it was settled; its jobs run again") }
                return isHeld
            } catch {
                faults += 1
                logger.warning("A batch could not be settled", metadata: ["error": "\(error)"])
                if !error.isTransient || isStopping && faults > 5 { return false }
            }
            await pause(afterFaults: faults)
        }
    }

    private func handBack(_ claim: Claim) async {
        // Not a child task: the cancellation that made the batch stop must not reach the step that gives it back.
        let task = Task { [driver, queue] in try await driver.handBack(claim.token, on: queue) }
        do {
            let count = try await task.value
            logger.info("Handed jobs back", metadata: ["jobs": "\(count)"])
        } catch {
            logger.warning("Jobs could not be handed back; they run again when their lease ends", metadata: ["error": "\(error)"])
        }
    }

    /// Gives back the jobs of batches that ignore their cancellation. They run elsewhere at once, and whatever the batch still does changes nothing.
    func handBackStuck() async {
        for claim in registry.undecided {
            let jobs = claim.jobs.prefix(10).map(\.hexadecimalID).joined(separator: " ")
            logger.critical(
                "A batch ignores that it was cancelled; its jobs are handed back",
                metadata: ["handler": "\(Handler.self)", "count": "\(claim.jobs.count)", "jobs": "\(jobs)"]
            )
            await handBack(claim)
        }
    }

    private var isStopping: Bool {
        Task.isCancelled || Task.isShuttingDownGracefully
    }

    private func pause(afterFaults faults: Int) async {
        let policy = RetryPolicy(base: .milliseconds(100), maximum: .seconds(2))
        let delay = policy.delay(afterFailures: faults) + .milliseconds(20)
        _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: delay) }
    }
}
