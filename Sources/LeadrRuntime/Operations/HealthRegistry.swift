import LeadrServices
import Synchronization

/// What this process knows of its own health: loops that must progress, and servers it cannot work without.
public final class HealthRegistry: Sendable {
    /// Answers true when a dependency is well. Bounded in time by the registry; must honour cancellation.
    public typealias Check = @Sendable () async -> Bool

    private struct State {
        var probes: [(name: String, limit: Duration, silence: @Sendable () -> Duration)] = []
        var checks: [(name: String, check: Check)] = []
        var isDraining = false
        var isPreparing = false
        var workingSince: ContinuousClock.Instant?
        var isAtWork: Bool { !isDraining && !isPreparing }
    }

    private let state = Mutex(State())
    private let livenessTimeout: Duration
    private let checkTimeout: Duration

    /// Creates an empty registry: alive and ready.
    public init(livenessTimeout: Duration = .seconds(60), checkTimeout: Duration = .seconds(2)) {
        self.livenessTimeout = livenessTimeout
        self.checkTimeout = checkTimeout
    }

    /// Watches a loop that reports to the probe returned.
    public func probe(_ name: String, limit: Duration? = nil) -> LivenessProbe {
        let probe = LivenessProbe()
        watch(name, limit: limit) { probe.silence }
        return probe
    }

    /// Watches a loop by the time since its last progress.
    ///
    /// - Parameters:
    ///   - limit: Longest silence; `LIVENESS_TIMEOUT_SECONDS` unless stated.
    ///   - rest: Time the loop sleeps between two rounds, which is added to the limit.
    public func watch(_ name: String, limit: Duration? = nil, rest: Duration = .zero, silence: @escaping @Sendable () -> Duration) {
        state.withLock { $0.probes.append((name: name, limit: (limit ?? livenessTimeout) + rest, silence: silence)) }
    }

    /// Loops are not expected to progress before ``startWorking()``: the process may have to wait for a server that starts later.
    public func startPreparing() {
        state.withLock { $0.isPreparing = true }
    }

    /// Silence counts from now on.
    public func startWorking() {
        state.withLock { state in
            state.isPreparing = false
            state.workingSince = .now
        }
    }

    /// Makes readiness depend on `check`.
    public func require(_ name: String, _ check: @escaping Check) {
        state.withLock { $0.checks.append((name: name, check: check)) }
    }

    /// From now on this process is not ready: it finishes what it has and takes nothing new.
    public func startDraining() {
        state.withLock { $0.isDraining = true }
    }

    /// Whether this process takes work: it has prepared itself and was not told to stop.
    public var isAccepting: Bool { state.withLock { $0.isAtWork } }

    /// Names of the loops without progress for longer than their limit; a process that prepares or drains is left alone.
    public func stalledLoops() -> [String] {
        let (probes, isAtWork, since) = state.withLock { ($0.probes, $0.isAtWork, $0.workingSince) }
        guard isAtWork else { return [] }
        let longest = since.map { ContinuousClock.now - $0 }
        return probes.filter { probe in
            let silence = probe.silence()
            return min(silence, longest ?? silence) > probe.limit
        }.map(\.name)
    }

    /// The limit of silence unless a loop has one of its own.
    public var defaultLimit: Duration { livenessTimeout }

    /// Every check and its answer; one without an answer in time counts as failed.
    public func readiness() async -> Readiness {
        let (checks, isDraining) = state.withLock { ($0.checks, $0.isDraining) }
        let results = await withTaskGroup(of: (Int, Bool).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { [checkTimeout] in (index, await Deadline.answer(within: checkTimeout, otherwise: false, check.check)) }
            }
            return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
        }
        let dependencies = checks.indices.map { (name: checks[$0].name, isAvailable: results[$0] ?? false) }
        return Readiness(isDraining: isDraining, dependencies: dependencies)
    }
}
