import Foundation
import LeadrDomain
import Postgres

/// Computes the board states of some keys anew, inside a transaction that has locked their boards.
struct StateRewrite {
    /// Ascending keys of boards whose rows are folded from events.
    let keys: [StateKey]
    let boards: [BoardID: RankingBoard]
    let now: Timestamp

    /// - Returns: The rows as they are afterwards, and how many were written.
    func run(on connection: PostgresConnection) async throws -> (RankedRowChanges, written: Int) {
        guard !keys.isEmpty else { return (RankedRowChanges(), 0) }
        // Events are read after the rows are locked: whoever adds one later finds the row as this transaction leaves it.
        let results = try await connection.pipeline([BoardStateSQL.reserve(keys), BoardStateSQL.lock(keys), RecomputeSQL.events(of: keys)])
        var stored = try StoredStates(reserved: results[0], locked: results[1])
        let events = Dictionary(grouping: try results[2].map { try RecomputeSQL.decode($0) }) { StateKey($0.event) }
        var changes = keys.compactMap { key in
            boards[key.boardID]?.fold?.recompute(events[key] ?? [], current: stored.states[key], now: now)
        }
        let (named, plain) = (changes.filter(isNamed), changes.filter { !isNamed($0) })
        if !named.isEmpty {
            changes = (plain + (try await NameReclaim(connection).settle(named, former: stored.states)))
                .sorted { StateKey($0.state) < StateKey($1.state) }
        }
        return (try await stored.write(changes, on: connection), changes.count)
    }

    private func isNamed(_ change: StateChange) -> Bool {
        boards[change.state.boardID]?.uniquePlayerNames == true
    }
}

/// Board states that a transaction has locked, and the places it holds for those that do not exist.
struct StoredStates {
    private(set) var states: [StateKey: BoardState] = [:]
    private var reserved: [StateKey: BoardStateID] = [:]

    /// Reads the results of ``BoardStateSQL/reserve(_:)`` and ``BoardStateSQL/lock(_:)``.
    init(reserved: PostgresResult, locked: PostgresResult) throws(PostgresError) {
        for row in reserved {
            let (id, key) = try BoardStateSQL.decodeReserved(row)
            self.reserved[key] = id
        }
        states.reserveCapacity(locked.count)
        for row in locked {
            let state = try BoardStateSQL.decode(row)
            let key = StateKey(state)
            if self.reserved[key] == nil { states[key] = state }
        }
    }

    /// Writes changes, takes back the places that nothing was written to, and returns the rows of all keys.
    ///
    /// - Parameter changes: Ascending by key.
    /// - Throws: ``RankingConflict`` when somebody else wrote a row meanwhile, or ``PostgresError``.
    mutating func write(_ changes: [StateChange], on connection: PostgresConnection) async throws -> RankedRowChanges {
        var former: [UUID: Timestamp] = [:]
        for change in changes {
            let key = StateKey(change.state)
            reserved[key] = nil
            if let before = states[key], before.createdAt != change.state.createdAt { former[change.state.id.uuid] = before.createdAt }
            states[key] = change.state
        }
        var statements = StatementList()
        statements.append(changes.map(\.state), expecting: changes.count) { BoardStateSQL.upsert($0) }
        statements.append(Array(reserved.values)) { BoardStateSQL.deleteEmpty($0) }
        if !statements.isEmpty {
            let results = try await connection.pipeline(statements.queries)
            guard statements.areMet(by: results) else { throw RankingConflict() }
        }
        return RankedRowChanges(rows: states.values.map { RankedRow($0) }, formerCreationTimes: former, layouts: [:])
    }
}
