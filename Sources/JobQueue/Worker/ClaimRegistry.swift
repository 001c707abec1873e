import Synchronization

/// The claims one worker holds at the moment, shared by its batches and its heartbeat.
final class ClaimRegistry: Sendable {
    private struct State {
        var held: Set<ClaimToken> = []
        var lost: Set<ClaimToken> = []
    }

    private let state = Mutex(State())

    var held: [ClaimToken] {
        state.withLock { Array($0.held) }
    }

    func add(_ token: ClaimToken) {
        _ = state.withLock { $0.held.insert(token) }
    }

    func remove(_ token: ClaimToken) {
        state.withLock { state in
            state.held.remove(token)
            state.lost.remove(token)
        }
    }

    func markLost(_ tokens: Set<ClaimToken>) {
        state.withLock { state in
            let lost = tokens.intersection(state.held)
            state.lost.formUnion(lost)
            state.held.subtract(lost)
        }
    }

    func isLost(_ token: ClaimToken) -> Bool {
        state.withLock { $0.lost.contains(token) }
    }
}
