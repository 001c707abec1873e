import LeadrDomain
import Postgres

/// Settles names where recomputing changes rows on boards with unique names (`contract/rulings.md`, "unique player names"), after the rows are locked.
///
/// An older event may show a name that another player took since. A row that is shown keeps its present name then, since that one is its player's; a row
/// that comes back without one shows the event's name, and nobody's claim changes.
struct NameReclaim {
    /// Boards with unique names and the players on them whose rows change.
    private let players: Set<NameOwner>
    private let connection: PostgresConnection

    /// - Parameter keys: Rows that change, on boards with unique names.
    init(_ keys: [StateKey], on connection: PostgresConnection) {
        players = Set(keys.map { NameOwner(boardID: $0.boardID, identityID: $0.identityID) })
        self.connection = connection
    }

    /// Claims the names that changed rows are to show, and locks those that their players hold, all in ascending order as ranking transactions do.
    ///
    /// - Parameters:
    ///   - changes: Changes of rows, ascending by key.
    ///   - former: The rows as they are.
    ///   - entries: Run entries that are shown again.
    /// - Returns: The changes with names that their players may show, without those that change nothing then.
    /// - Throws: ``RankingConflict`` when the transaction has to start over, or ``PostgresError``.
    func settle(_ changes: [StateChange], former: [StateKey: BoardState], entries: [RunEntry]) async throws -> [StateChange] {
        guard !players.isEmpty else { return changes }
        let holders = try await claim(wishes(changes, former) + wishes(entries))
        return try changes.compactMap { change in
            guard players.contains(NameOwner(change.state)), let name = NameLedger.name(change.state),
                let before = former[StateKey(change.state)], before.deletedAt == nil, name != NameLedger.name(before)
            else { return change }
            guard let holder = holders[name] else { throw RankingConflict() }
            return holder == change.state.identityID ? change : change.showing(name: before.playerName).unlessEqual(to: before)
        }
    }

    /// Frees the names that no row of their players has any more. Call it after the rows were written.
    func release() async throws(PostgresError) {
        try await NameMaintenance(connection).releaseUnused(players.sorted())
    }

    private func wishes(_ changes: [StateChange], _ former: [StateKey: BoardState]) -> [NameClaim] {
        changes.compactMap { change in
            guard players.contains(NameOwner(change.state)), let name = NameLedger.name(change.state),
                name != NameLedger.name(former[StateKey(change.state)])
            else { return nil }
            return NameClaim(name: name, identityID: change.state.identityID)
        }
    }

    private func wishes(_ entries: [RunEntry]) -> [NameClaim] {
        entries.filter { $0.isRanked && players.contains(NameOwner(boardID: $0.boardID, identityID: $0.identityID)) }.compactMap { entry in
            NameKey(boardID: entry.boardID, name: entry.playerName).map { NameClaim(name: $0, identityID: entry.identityID) }
        }
    }

    private func claim(_ wanted: [NameClaim]) async throws -> [NameKey: IdentityID] {
        var first: [NameKey: NameClaim] = [:]
        for claim in wanted where first[claim.name] == nil { first[claim.name] = claim }
        let held = try await connection.query(BoardNameSQL.held(by: players.sorted())).map { try BoardNameSQL.decodeName($0) }
        let results = try await connection.pipeline([
            BoardNameSQL.reserve(first.values.sorted { $0.name < $1.name }), BoardNameSQL.lock(Set(held).union(first.keys).sorted()),
        ])
        return Dictionary(uniqueKeysWithValues: try results[1].map { try BoardNameSQL.decode($0) })
    }
}
