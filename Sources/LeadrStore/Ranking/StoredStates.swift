import Foundation
import LeadrDomain
import Postgres

/// Board states that a transaction has locked, and the places it holds for those that do not exist.
struct StoredStates {
    private(set) var states: [StateKey: BoardState] = [:]
    private(set) var reserved: [StateKey: BoardStateID] = [:]

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
            // Told by who inserted it, not by its version: an imported row may have version 0 too.
            if self.reserved[key] == nil { states[key] = state }
        }
    }

    /// Creation times that rows had before, of those rows whose time moved because an older submission arrived late.
    static func formerCreationTimes(_ changes: [StateChange], of states: [StateKey: BoardState]) -> [UUID: Timestamp] {
        var former: [UUID: Timestamp] = [:]
        for change in changes {
            guard let before = states[StateKey(change.state)], before.createdAt != change.state.createdAt else { continue }
            former[change.state.id.uuid] = before.createdAt
        }
        return former
    }

    /// Writes changes, takes back the places that nothing was written to, and returns the rows of all keys.
    ///
    /// - Parameter changes: Ascending by key.
    /// - Throws: ``RankingConflict`` when somebody else wrote a row meanwhile, or ``PostgresError``.
    mutating func write(_ changes: [StateChange], on connection: PostgresConnection) async throws -> RankedRowChanges {
        let former = Self.formerCreationTimes(changes, of: states)
        for change in changes {
            let key = StateKey(change.state)
            reserved[key] = nil
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
