import Foundation
import Redis
import Synchronization

/// Measures how long the work of a killed process waits: from the kill until another worker has claimed the job again.
final class RedeliveryWatch: Sendable {
    private struct Waiting {
        let claim: HeldClaim
        var jobs: Set<String>
        let since: ContinuousClock.Instant
    }

    private let installation: Installation
    private let state = Mutex((waiting: [Waiting](), samples: [Duration]()))

    init(_ installation: Installation) {
        self.installation = installation
    }

    /// Time without a worker of every job that was claimed again.
    var samples: [Duration] { state.withLock { $0.samples } }
    /// Jobs that still wait.
    var outstanding: Int { state.withLock { $0.waiting.reduce(0) { $0 + $1.jobs.count } } }

    /// Freezes a process so that its claims stay as they are, notes them, and kills it.
    ///
    /// - Returns: How many jobs it held.
    @discardableResult
    func kill(_ process: ManagedProcess) async throws -> Int {
        process.send(SIGSTOP)
        var held: [Waiting] = []
        for claim in try await HeldClaim.all(of: process, in: installation) {
            held.append(Waiting(claim: claim, jobs: try await claim.jobs(in: installation), since: .now))
        }
        process.send(SIGKILL)
        _ = await process.waitForEnd()
        state.withLock { [held] in $0.waiting += held }
        return held.reduce(0) { $0 + $1.jobs.count }
    }

    /// Looks at the queues until cancelled.
    func run() async {
        while !Task.isCancelled {
            try? await look()
            // Ten looks a second: the bound to be measured is 25 s.
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Notes the jobs that are neither in their old claim nor on the list of those to be claimed again.
    private func look() async throws {
        var redo: [String: Set<String>] = [:]
        for (index, waiting) in state.withLock({ $0.waiting }).enumerated() {
            let base = installation.base(waiting.claim.queue)
            // The old claim first: a job moves from there to the list, never back.
            var still = try await waiting.claim.jobs(in: installation)
            if redo[base] == nil { redo[base] = try await installation.jobIDs(in: "\(base):redo") }
            still.formUnion(waiting.jobs.intersection(redo[base, default: []]))
            let taken = waiting.jobs.count - waiting.jobs.intersection(still).count
            let wait = ContinuousClock.now - waiting.since
            state.withLock { state in
                state.samples += Array(repeating: wait, count: taken)
                state.waiting[index].jobs.formIntersection(still)
            }
        }
        state.withLock { $0.waiting.removeAll { $0.jobs.isEmpty } }
    }
}
