import LeadrDomain
import Postgres

/// Computes the board states of some keys anew, inside a transaction that has locked their boards.
struct StateRewrite {
    /// What the rows become, ascending by key. Names are settled in it before it is written.
    var changes: [StateChange] = []
    /// The rows as they are.
    private(set) var stored: StoredStates?

    /// Locks the rows of some keys and decides what becomes of them.
    ///
    /// - Parameter keys: Ascending keys of boards whose rows are folded from events.
    init(_ keys: [StateKey], _ boards: [BoardID: RankingBoard], now: Timestamp, on connection: PostgresConnection) async throws {
        guard !keys.isEmpty else { return }
        // Events are read after the rows are locked: whoever adds one later finds the row as this transaction leaves it.
        let results = try await connection.pipeline([BoardStateSQL.reserve(keys), BoardStateSQL.lock(keys), RecomputeSQL.events(of: keys)])
        let stored = try StoredStates(reserved: results[0], locked: results[1])
        let events = Dictionary(grouping: try results[2].map { try RecomputeSQL.decode($0) }) { StateKey($0.event) }
        changes = keys.compactMap { key in
            guard let board = boards[key.boardID], let fold = board.fold else { return nil }
            let change = fold.recompute(events[key] ?? [], current: stored.states[key], now: now)
            // What is being prepared for another ranking was computed from the events as they counted before.
            return change ?? (board.hasPendingRanking ? stored.states[key].map { StateChange(rewriting: $0, now: now) } : nil)
        }
        self.stored = stored
    }

    /// - Returns: The rows of all keys as they are afterwards.
    func write(on connection: PostgresConnection) async throws -> RankedRowChanges {
        guard var stored else { return RankedRowChanges() }
        return try await stored.write(changes, on: connection)
    }
}
