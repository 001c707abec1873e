import Logging

/// What became of a claimed batch, and the call that is still running although it should not.
struct BatchVerdict {
    enum Kind {
        case decided([JobOutcome])
        /// The handler cannot decide about the batch as a whole, for this reason.
        case undecidable(String)
        /// The worker stops, or lost the claim.
        case stopped
    }

    let kind: Kind
    var running: HandlerCall?
}

extension JobWorker {
    /// How long a handler that was told to stop may take to do so. What it holds must be given back before the process's own time is over.
    private var stopGrace: Duration { min(.seconds(2), configuration.drainTimeout / 2) }
    /// Errors in a row that are no absence of something, after which one job of the batch is to blame.
    private var mostFaults: Int { 3 }

    /// Asks the handler until it decides, runs out of time, or the worker stops.
    func judge(_ claim: Claim) async -> BatchVerdict {
        guard !claim.jobs.isEmpty else { return BatchVerdict(kind: .decided([])) }
        var (faults, own) = (0, 0)
        while true {
            let call = HandlerCall.start(handler, claim.jobs)
            guard let answer = await call.answer(within: configuration.timeout) else { return await cutShort(call, claim) }
            switch answer {
            case .success(let outcomes):
                return BatchVerdict(kind: .decided(checked(outcomes, claim)))
            case .failure(let error):
                faults += 1
                own = isTheirs(error, claim) ? own + 1 : 0
                if own == mostFaults { return BatchVerdict(kind: .undecidable("\(error)")) }
                tell(error, faults, claim)
            }
            await pause(afterFaults: faults)
            if isStopping || registry.isLost(claim.token) { return BatchVerdict(kind: .stopped) }
        }
    }

    /// Whether the jobs themselves may be the reason of an error.
    private func isTheirs(_ error: any Error, _ claim: Claim) -> Bool {
        switch handler.cause(of: error) {
        case .absence: false
        case .strain: claim.jobs.count > 1
        case .fault: true
        }
    }

    private func tell(_ error: any Error, _ faults: Int, _ claim: Claim) {
        guard faults == 1 || faults.isMultiple(of: 10) else { return }
        logger.warning("A batch waits for what it needs", metadata: ["error": "\(error)", "jobs": "\(claim.jobs.count)"])
    }

    /// Stops a call that took too long, or whose worker must stop. An answer that comes all the same counts.
    private func cutShort(_ call: HandlerCall, _ claim: Claim) async -> BatchVerdict {
        let kind: BatchVerdict.Kind = Task.isCancelled ? .stopped : .undecidable("no answer within \(configuration.timeout.wholeMilliseconds) ms")
        switch await call.stop(within: stopGrace) {
        case .success(let outcomes): return BatchVerdict(kind: .decided(checked(outcomes, claim)))
        case .failure: return BatchVerdict(kind: kind)
        case nil: return BatchVerdict(kind: kind, running: call)
        }
    }

    private func checked(_ outcomes: [JobOutcome], _ claim: Claim) -> [JobOutcome] {
        guard outcomes.count != claim.jobs.count else { return outcomes }
        logger.critical("The handler decided on another number of jobs than it was given", metadata: ["jobs": "\(claim.jobs.count)"])
        return claim.jobs.map { _ in .retry(error: "the handler broke its contract") }
    }
}
