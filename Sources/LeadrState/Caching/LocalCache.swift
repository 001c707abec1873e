import Synchronization

/// A small cache inside a process for rows that hardly change: boards, games, sessions, devices. Entries live at most a second, which bounds how
/// stale another process can be; an invalidation only shortens that (`design.md §5`).
///
/// Concurrent callers of one key share one load, run by the first of them. To cache that something does not exist, make `Value` optional.
public final class LocalCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private enum Delivery {
        case value(Value)
        case failure(any Error)
        case abandoned
    }

    private struct State {
        var core: CacheCore<Key, Value>
        var followers: [UInt64: [UInt64: CheckedContinuation<Delivery, Never>]] = [:]
        var running: Set<UInt64> = []
        var lastFollower: UInt64 = 0

        mutating func lookup(_ key: Key, now: ContinuousClock.Instant) -> CacheCore<Key, Value>.Lookup {
            let result = core.lookup(key, now: now)
            if case .lead(let number) = result { running.insert(number) }
            return result
        }

        /// Ends a load and hands out who waited for it.
        mutating func end(
            _ number: UInt64,
            _ key: Key,
            _ value: Value?,
            _ startedAt: ContinuousClock.Instant
        ) -> [CheckedContinuation<Delivery, Never>] {
            core.finish(number, key: key, value: value, startedAt: startedAt)
            running.remove(number)
            return followers.removeValue(forKey: number).map { Array($0.values) } ?? []
        }
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// An empty cache.
    ///
    /// - Parameters:
    ///   - capacity: Most entries; older ones are dropped beyond.
    ///   - timeToLive: Life of an entry; more than a second is taken as a second.
    ///   - now: The present time.
    public init(
        capacity: Int,
        timeToLive: Duration = .seconds(1),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        state = Mutex(State(core: CacheCore(capacity: capacity, timeToLive: min(timeToLive, .seconds(1)))))
        self.now = now
    }

    /// The cached value of a key, or what `load` brings.
    ///
    /// - Throws: What `load` throws, also to those who waited for it; nothing is cached then. A caller whose leader was cancelled tries again.
    public func value(for key: Key, load: () async throws -> Value) async throws -> Value {
        while true {
            let startedAt = now()
            switch state.withLock({ $0.lookup(key, now: startedAt) }) {
            case .hit(let value): return value
            case .lead(let number): return try await lead(number, key, startedAt, load)
            case .join(let number):
                switch await follow(number) {
                case .value(let value): return value
                case .failure(let error): throw error
                case .abandoned: try Task.checkCancellation()
                }
            }
        }
    }

    /// Forgets a key, also what a load under way will bring for it.
    public func invalidate(_ key: Key) {
        state.withLock { $0.core.invalidate(key) }
    }

    /// Forgets everything.
    public func invalidateAll() {
        state.withLock { $0.core.invalidateAll() }
    }

    /// Entries held, expired ones included.
    public var count: Int { state.withLock { $0.core.count } }
}

extension LocalCache {
    private func lead(_ number: UInt64, _ key: Key, _ startedAt: ContinuousClock.Instant, _ load: () async throws -> Value) async throws -> Value {
        do {
            let value = try await load()
            for follower in state.withLock({ $0.end(number, key, value, startedAt) }) { follower.resume(returning: .value(value)) }
            return value
        } catch {
            // Being cancelled is this caller's own affair; those who wait for it are not.
            let delivery: Delivery = Task.isCancelled || error is CancellationError ? .abandoned : .failure(error)
            for follower in state.withLock({ $0.end(number, key, nil, startedAt) }) { follower.resume(returning: delivery) }
            throw error
        }
    }

    private func follow(_ number: UInt64) async -> Delivery {
        let id = state.withLock { state in
            state.lastFollower += 1
            return state.lastFollower
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard state.running.contains(number), !Task.isCancelled else { return true }
                    state.followers[number, default: [:]][id] = continuation
                    return false
                }
                if isOver { continuation.resume(returning: .abandoned) }
            }
        } onCancel: {
            let waiting = state.withLock { $0.followers[number]?.removeValue(forKey: id) }
            waiting?.resume(returning: .abandoned)
        }
    }
}
