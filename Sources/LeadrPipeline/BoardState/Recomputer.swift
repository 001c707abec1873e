import LeadrDomain
import LeadrState
import LeadrStore
import Metrics

/// Computes ranked rows anew and brings them to the rank index: after moderation, and when the sources of ratios changed.
public struct Recomputer: Sendable {
    private let states: StateRecomputation
    private let ratios: RatioRecomputation
    private let index: RankIndex

    /// A recomputer.
    public init(states: StateRecomputation, ratios: RatioRecomputation, index: RankIndex) {
        self.states = states
        self.ratios = ratios
        self.index = index
    }

    /// Computes the rows of players anew from their events, then the ratios that depend on them.
    ///
    /// - Throws: `PostgresError` or `RedisError`; computing again is safe.
    public func recomputeStates(_ keys: [StateKey]) async throws {
        guard !keys.isEmpty else { return }
        let result = try await states.recompute(keys)
        // Also rows that were right already: an earlier try may have ended before this step.
        try await publish(result, kind: "state")
        try await recomputeRatios(result.ratioSources)
    }

    /// Computes the ratios anew that depend on some rows, named by their keys on the source boards.
    ///
    /// - Throws: `PostgresError` or `RedisError`; computing again is safe.
    public func recomputeRatios(_ sources: [StateKey]) async throws {
        guard !sources.isEmpty else { return }
        try await publish(try await ratios.recompute(dependingOn: sources), kind: "ratio")
    }

    /// Computes all rows of a ratio board anew.
    ///
    /// - Throws: `PostgresError` or `RedisError`; computing again is safe.
    public func recomputeRatioBoard(_ board: BoardID) async throws {
        try await ratios.recompute(board: board) { try await publish($0, kind: "ratio") }
    }

    private func publish(_ result: RecomputeResult, kind: String) async throws {
        try await index.apply(result.changes)
        Counter(label: "rows_recomputed_total", dimensions: [("kind", kind)]).increment(by: result.changes.rows.count)
    }
}
