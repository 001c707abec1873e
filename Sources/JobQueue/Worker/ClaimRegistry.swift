import Synchronization

/// The claims one worker holds at the moment, shared by its batches and its heartbeat.
final class ClaimRegistry: Sendable {
    private struct State {
        var held: [ClaimToken: Claim] = [:]
        var settling: Set<ClaimToken> = []
        var lost: Set<ClaimToken> = []
    }

    private let state = Mutex(State())

    var held: [ClaimToken] {
        state.withLock { Array($0.held.keys) }
    }

    /// Held claims whose batch has not come to a decision yet.
    var undecided: [Claim] {
        state.withLock { state in state.held.values.filter { !state.settling.contains($0.token) } }
    }

    func add(_ claim: Claim) {
        state.withLock { $0.held[claim.token] = claim }
    }

    func remove(_ token: ClaimToken) {
        state.withLock { state in
            state.held[token] = nil
            state.settling.remove(token)
            state.lost.remove(token)
        }
    }

    /// From now on the claim may vanish from the server because it was settled; it is renewed all the same, since settling may take several tries.
    func beginSettling(_ token: ClaimToken) {
        _ = state.withLock { $0.settling.insert(token) }
    }

    /// Notes claims the server no longer knows; returns those of them that this worker still counted on.
    func markLost(_ tokens: Set<ClaimToken>) -> Set<ClaimToken> {
        state.withLock { state in
            let lost = tokens.intersection(state.held.keys).subtracting(state.settling)
            state.lost.formUnion(lost)
            for token in lost { state.held[token] = nil }
            return lost
        }
    }

    func isLost(_ token: ClaimToken) -> Bool {
        state.withLock { $0.lost.contains(token) }
    }
}
