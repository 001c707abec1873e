import LeadrDomain
import Postgres

/// Settles who gets which name, inside the ranking transaction, after the ranked rows are locked.
struct NameClaims {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Lets the events claim their names and stores the result.
    ///
    /// Names that nobody holds are inserted first, so that there is a row to lock; then all names that may change hands are locked in ascending order,
    /// which is why two transactions cannot deadlock here. Whoever changes the name of a row holds the lock of both names, so the rows of the other
    /// pool, read last, cannot change under us.
    ///
    /// - Parameters:
    ///   - events: New events on boards with unique names, in the total order.
    ///   - reads: What the transaction has locked.
    /// - Returns: The events that lost.
    /// - Throws: ``RankingConflict`` when the transaction has to start over, or ``PostgresError``.
    func settle(_ events: [ScoreEvent], reads: RankingReads) async throws -> Set<ScoreEventID> {
        let wanted = Self.firstWishes(events)
        let foldKeys = Set(events.filter { reads.boards[$0.boardID]?.fold != nil }.map { StateKey($0) })
        let current = foldKeys.compactMap { NameLedger.name(reads.states[$0]) }
        let names = Set(wanted.map(\.name)).union(current).sorted()
        guard !names.isEmpty else { return [] }
        let siblings = foldKeys.map(\.otherPool).filter { !foldKeys.contains($0) }.sorted()
        let results = try await connection.pipeline([
            BoardNameSQL.reserve(wanted), BoardNameSQL.lock(names), BoardStateSQL.read(siblings),
        ])
        let reserved = Set(try results[0].map { try BoardNameSQL.decodeName($0) })
        let stored = Dictionary(uniqueKeysWithValues: try results[1].map { try BoardNameSQL.decode($0) })
        // A name that was held when we tried to reserve it and was released before we could lock it.
        guard wanted.allSatisfy({ stored[$0.name] != nil }) else { throw RankingConflict() }
        var rows = reads.states.filter { foldKeys.contains($0.key) }
        for row in results[2] {
            let state = try BoardStateSQL.decode(row)
            rows[StateKey(state)] = state
        }
        var ledger = NameLedger(holders: stored.filter { !reserved.contains($0.key) }, rows: rows)
        for event in events { ledger.admit(event, fold: reads.boards[event.boardID]?.fold) }
        try await store(ledger.holders, over: stored)
        return ledger.losers
    }

    /// The first event of each name decides for whom it is reserved; ascending.
    private static func firstWishes(_ events: [ScoreEvent]) -> [NameClaim] {
        var wishes: [NameKey: IdentityID] = [:]
        for event in events {
            guard let name = NameKey(boardID: event.boardID, name: event.playerName), wishes[name] == nil else { continue }
            wishes[name] = event.identityID
        }
        return wishes.map { NameClaim(name: $0.key, identityID: $0.value) }.sorted { $0.name < $1.name }
    }

    private func store(_ holders: [NameKey: IdentityID], over stored: [NameKey: IdentityID]) async throws {
        let released = stored.keys.filter { holders[$0] == nil }.sorted()
        let moved = holders.filter { stored[$0.key] != $0.value }
            .map { NameClaim(name: $0.key, identityID: $0.value) }
            .sorted { $0.name < $1.name }
        var statements = StatementList()
        statements.append(released) { BoardNameSQL.release($0) }
        statements.append(moved) { BoardNameSQL.move($0) }
        if !statements.isEmpty { _ = try await connection.pipeline(statements.queries) }
    }
}
