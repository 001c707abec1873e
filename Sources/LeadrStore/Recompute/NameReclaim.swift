import LeadrDomain
import Postgres

/// Settles names where recomputing changes rows on boards with unique names (`contract/rulings.md`, "unique player names"), after the rows are locked.
///
/// An older event may show a name that another player took since. A row that is shown keeps its present name then, since that one is its player's; a row
/// that comes back without one shows the event's name, and nobody's claim changes.
struct NameReclaim {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Claims the names that changed rows are to show.
    ///
    /// - Parameters:
    ///   - changes: Changes of rows on boards with unique names.
    ///   - former: The rows as they are.
    /// - Returns: The changes with names that their players may show.
    /// - Throws: ``RankingConflict`` when the transaction has to start over, or ``PostgresError``.
    func settle(_ changes: [StateChange], former: [StateKey: BoardState]) async throws -> [StateChange] {
        let wanted = changes.compactMap { change -> NameClaim? in
            guard let name = NameLedger.name(change.state), name != NameLedger.name(former[StateKey(change.state)]) else { return nil }
            return NameClaim(name: name, identityID: change.state.identityID)
        }
        guard !wanted.isEmpty else { return changes }
        let holders = try await claim(wanted)
        return try changes.map { change in
            guard let name = NameLedger.name(change.state), let before = former[StateKey(change.state)], before.deletedAt == nil,
                name != NameLedger.name(before)
            else { return change }
            guard let holder = holders[name] else { throw RankingConflict() }
            return holder == change.state.identityID ? change : change.showing(name: before.playerName)
        }
    }

    /// Claims the names of run entries that are shown again, as far as nobody else holds them.
    func claim(_ entries: [RunEntry]) async throws {
        let wanted = entries.filter(\.isRanked).compactMap { entry in
            NameKey(boardID: entry.boardID, name: entry.playerName).map { NameClaim(name: $0, identityID: entry.identityID) }
        }
        if !wanted.isEmpty { _ = try await claim(wanted) }
    }

    /// Frees the names that no row of their players has any more. Call it after the rows were written.
    func release(_ keys: [StateKey]) async throws(PostgresError) {
        let maintenance = NameMaintenance(connection)
        var seen: Set<StateKey> = []
        // Both pools share the names.
        for key in keys where seen.insert(StateKey(boardID: key.boardID, identityID: key.identityID, isTest: false)).inserted {
            try await maintenance.releaseUnused(key.boardID, key.identityID)
        }
    }

    private func claim(_ wanted: [NameClaim]) async throws -> [NameKey: IdentityID] {
        var first: [NameKey: NameClaim] = [:]
        for claim in wanted where first[claim.name] == nil { first[claim.name] = claim }
        let claims = first.values.sorted { $0.name < $1.name }
        let results = try await connection.pipeline([BoardNameSQL.reserve(claims), BoardNameSQL.lock(claims.map(\.name))])
        return Dictionary(uniqueKeysWithValues: try results[1].map { try BoardNameSQL.decode($0) })
    }
}
