import LeadrDomain
import Synchronization

/// Lets few rank queries run on the database at a time (`SQL_RANK_CONCURRENCY`), so that a missing rank index cannot take the database down.
///
/// A few more wait their turn, for a moment; beyond that a client is asked to come back.
final class SQLRankGate: Sendable {
    private struct State {
        var running = 0
        var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
        var lastID: UInt64 = 0
    }

    private let limit: Int
    private let queueLimit: Int
    private let patience: Duration
    private let state = Mutex(State())

    init(limit: Int, patience: Duration = .seconds(2)) {
        self.limit = max(1, limit)
        queueLimit = self.limit * 4
        self.patience = patience
    }

    /// Runs a query when its turn comes.
    ///
    /// - Throws: ``DomainError/unavailable(_:retryAfter:)`` when too many are waiting or its turn does not come in time; what the query throws.
    func run<Value: Sendable>(_ query: () async throws -> Value) async throws -> Value {
        guard await enter() else { throw DomainError.unavailable("Too many rankings are being computed", retryAfter: .seconds(1)) }
        defer { leave() }
        return try await query()
    }

    private func enter() async -> Bool {
        let ticket: UInt64? = state.withLock { state in
            if state.running < limit {
                state.running += 1
                return nil
            }
            state.lastID += 1
            return state.lastID
        }
        guard let ticket else { return true }
        let timer = Task {
            try await Task.sleep(for: patience)
            expire(ticket)
        }
        defer { timer.cancel() }
        return await wait(ticket)
    }

    private func wait(_ ticket: UInt64) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.running < limit {
                    state.running += 1
                    return true
                }
                guard state.waiting.count < queueLimit else { return false }
                state.waiting.append((ticket, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    private func expire(_ ticket: UInt64) {
        let expired = state.withLock { state in
            state.waiting.firstIndex { $0.id == ticket }.map { state.waiting.remove(at: $0).continuation }
        }
        expired?.resume(returning: false)
    }

    /// Hands the place to the one who waited longest.
    private func leave() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
