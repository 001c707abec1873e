import Foundation
import Synchronization

/// Kills workers one after the other and starts new ones, and keeps count of what it hit.
final class Killer: Sendable {
    /// Kills so far.
    struct Count: Sendable {
        var byKind: [ProcessKind: Int] = [:]
        var holdingClaim = 0

        var total: Int { byKind.values.reduce(0, +) }
    }

    private let installation: Installation
    private let state = Mutex(Count())

    init(_ installation: Installation) {
        self.installation = installation
    }

    var count: Count { state.withLock { $0 } }

    /// Whether the counts that the kill test demands are reached.
    var isDone: Bool {
        let count = self.count
        return count.total >= 20 && count.holdingClaim >= 10 && ProcessKind.workers.allSatisfy { count.byKind[$0, default: 0] >= 3 }
    }

    /// Kills one worker of a kind, if it can while it holds a claim, and starts another.
    ///
    /// - Parameter tries: How often it looks for a claim; nil for one look at the board-state worker, which has hardly any, and many at the others.
    func kill(_ kind: ProcessKind, tries: Int? = nil) async throws {
        guard let victim = installation.running.first(where: { $0.kind == kind }) else { throw SystemTestError("no \(kind) runs") }
        let held = try await stopHoldingClaim(victim, tries: tries ?? (kind == .boardState ? 1 : 400))
        victim.send(SIGKILL)
        _ = await victim.waitForEnd()
        state.withLock { count in
            count.byKind[kind, default: 0] += 1
            if held { count.holdingClaim += 1 }
        }
        try installation.start(kind)
    }

    /// Freezes the process and looks whether it holds a claim; lets it go on and tries again when it does not.
    private func stopHoldingClaim(_ victim: ManagedProcess, tries: Int) async throws -> Bool {
        for attempt in 0..<tries {
            victim.send(SIGSTOP)
            if try await holdsClaim(victim) { return true }
            if attempt < tries - 1 { victim.send(SIGCONT) }
            await Task.yield()
        }
        return false
    }

    private func holdsClaim(_ process: ManagedProcess) async throws -> Bool {
        try await !HeldClaim.all(of: process, in: installation).isEmpty
    }
}
