import Synchronization

/// What every attempt at one peer passes: paced, and turned away while the peer is known to be down. One per peer and process.
public final class DeliveryGate: Sendable {
    /// The answer to an attempt.
    public enum Entry: Hashable, Sendable {
        /// Go ahead, and tell how it went.
        case admitted
        /// Not tried; come again after that time, drawn so that those who were turned away do not come back together.
        case refused(Duration)
    }

    private struct State {
        var breaker: CircuitBreaker
        var pacer: Pacer
    }

    /// Longest wait for a place; beyond it the attempt gives way to others.
    static let patience: Duration = .seconds(5)

    private let state: Mutex<State>
    private let spread: Duration
    private let onChange: @Sendable (Bool) -> Void

    /// A gate.
    ///
    /// - Parameters:
    ///   - breaker: Decides when the peer is down.
    ///   - rate: Most attempts per second.
    ///   - spread: Time over which those who were turned away come back.
    ///   - onChange: Told whether attempts are let through, when that changes.
    public init(breaker: CircuitBreaker, rate: Double, spread: Duration, onChange: @escaping @Sendable (Bool) -> Void = { _ in }) {
        state = Mutex(State(breaker: breaker, pacer: Pacer(rate: rate)))
        self.spread = spread
        self.onChange = onChange
    }

    /// How long to stay away; nil when an attempt may be made.
    public func refusal() -> Duration? {
        guard case .wait(let rest) = state.withLock({ $0.breaker.outlook(at: .now) }) else { return nil }
        return drawn(rest)
    }

    /// Waits for a place and then asks to go ahead.
    ///
    /// - Throws: `CancellationError`.
    public func enter() async throws(CancellationError) -> Entry {
        if let refusal = refusal() { return .refused(refusal) }
        let (wait, queue) = state.withLock { state in
            let now = ContinuousClock.now
            return (state.pacer.reserve(at: now, within: Self.patience), state.pacer.wait(at: now))
        }
        guard let wait else { return .refused(drawn(queue)) }
        // Not a wait for something to happen: the pace itself.
        if wait > .zero { do { try await Task.sleep(for: wait) } catch { throw CancellationError() } }
        guard case .wait(let rest) = state.withLock({ $0.breaker.admit(at: .now) }) else { return .admitted }
        return .refused(drawn(rest))
    }

    /// The peer answered.
    public func succeed() { change { $0.succeed() } }

    /// The peer failed.
    public func fail() { change { $0.fail(at: .now) } }

    /// The attempt ended without showing how the peer is.
    public func abandon() { change { $0.abandon(at: .now) } }

    private func change(_ apply: (inout CircuitBreaker) -> Void) {
        let (before, after) = state.withLock { state in
            let before = state.breaker.isClosed
            apply(&state.breaker)
            return (before, state.breaker.isClosed)
        }
        if before != after { onChange(after) }
    }

    private func drawn(_ rest: Duration) -> Duration {
        rest + spread * Double.random(in: 0..<1)
    }
}
