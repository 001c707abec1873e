import Logging
import ServiceLifecycle

extension JobWorker {
    /// Handles one claim to its end: settled, handed back, or left to the reaper when the server stays away.
    func process(_ claim: Claim) async -> BatchEnd {
        let started = ContinuousClock.now
        let verdict = await judge(claim)
        switch verdict.kind {
        case .decided(let outcomes):
            await carryOut(BatchDecision(claim: claim, outcomes: outcomes, policy: configuration.retry), claim)
        case .undecidable(let reason):
            await carryOut(BatchDecision(undecidable: claim, reason: reason, policy: configuration.retry), claim)
        case .stopped:
            await handBack(claim)
        }
        QueueMetrics.duration(queue.name, ContinuousClock.now - started)
        registry.remove(claim.token)
        if let call = verdict.running { await waitFor(call, claim) }
        slots.release()
        return .done
    }

    private func carryOut(_ decision: BatchDecision, _ claim: Claim) async {
        let end = await settle(claim, decision.settlements)
        guard end != .refused else { return }
        for (outcome, count) in decision.counts { QueueMetrics.processed(queue.name, outcome: outcome, count: count) }
        tell(decision.failures, isCertain: end == .settled)
    }

    /// One line per job, with the ids by which it can be followed back to the request it came from.
    private func tell(_ failures: [BatchDecision.Failure], isCertain: Bool) {
        for failure in failures {
            var metadata = failure.metadata
            metadata["reason"] = .string(failure.reason)
            if !isCertain { metadata["certain"] = "false" }
            if failure.isBuried {
                logger.error("A job was buried", metadata: metadata)
            } else {
                logger.warning("A job failed and is tried again", metadata: metadata)
            }
        }
    }

    /// Tells the server until it answers. The token makes a repeated settle harmless.
    private func settle(_ claim: Claim, _ settlements: [Settlement]) async -> SettleEnd {
        var faults = 0
        registry.beginSettling(claim.token)
        while true {
            do {
                if try await driver.settle(claim.token, on: queue, settlements) { return .settled }
                // After a fault the first try may have gone through, which looks like a lost claim.
                if faults > 0 { return .unknown }
                logger.warning("A claim was lost before it was settled; its jobs run again", metadata: ["jobs": "\(claim.jobs.count)"])
                QueueMetrics.staleSettle(queue.name)
                return .refused
            } catch {
                faults += 1
                logger.warning("A batch could not be settled", metadata: ["error": "\(error)"])
                if !error.isTransient || isStopping && faults > 5 { return .unknown }
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

    /// A handler that does not stop keeps its slot, so that stuck batches cannot pile up; with all slots gone the claim loop stands still and the
    /// liveness of the process tells.
    private func waitFor(_ call: HandlerCall, _ claim: Claim) async {
        logger.error(
            "A handler ignores that it was told to stop; its jobs were given back and its task is left behind",
            metadata: ["jobs": "\(claim.jobs.count)", "job_ids": .array(claim.jobs.prefix(10).map { .string($0.hexadecimalID) })]
        )
        slots.noteHanging(1)
        _ = await call.answer()
        slots.noteHanging(-1)
        if !call.hasEnded { leftBehind.add(claim.jobs.count) }
    }

    var isStopping: Bool {
        Task.isCancelled || Task.isShuttingDownGracefully
    }

    func pause(afterFaults faults: Int) async {
        let policy = RetryPolicy(base: .milliseconds(100), maximum: .seconds(2))
        let delay = policy.delay(afterFailures: faults) + .milliseconds(20)
        _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: delay) }
    }
}

/// How telling the server of a batch's end went.
private enum SettleEnd {
    case settled
    /// The claim was no longer held: nothing happened.
    case refused
    /// The answer was lost; most likely it happened.
    case unknown
}
