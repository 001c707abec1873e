import LeadrDomain
import Postgres

/// Excludes and readmits the run entries of some keys, inside a transaction that has locked their boards (`contract/rulings.md`, "RUN_RUNS exclusion").
/// Entries that are gone are made anew.
struct EntryRewrite {
    /// Ascending keys of boards with one row per event.
    let keys: [StateKey]
    let boards: [BoardID: RankingBoard]
    let now: Timestamp

    /// - Returns: The entries as they are afterwards, and how many were written.
    func run(on connection: PostgresConnection) async throws -> (rows: [RankedRow], written: Int) {
        guard !keys.isEmpty else { return ([], 0) }
        // Flags are read after the entries are locked, so that of two that moderate the same ones the later sees the newer flags.
        let results = try await connection.pipeline([RecomputeSQL.lockEntries(of: keys), RecomputeSQL.events(of: keys)])
        var entries: [RunEntryID: RunEntry] = [:]
        for row in results[0] {
            let entry = try RunEntrySQL.decode(row)
            entries[entry.id] = entry
        }
        let (changed, missing) = changes(of: try results[1].map { try RecomputeSQL.decode($0) }, entries)
        for entry in changed + missing { entries[entry.id] = entry }
        try await write(changed, missing, on: connection)
        return (entries.values.map { RankedRow($0) }, changed.count + missing.count)
    }

    private func changes(of events: [ModeratedEvent], _ entries: [RunEntryID: RunEntry]) -> (changed: [RunEntry], missing: [RunEntry]) {
        var changed: [RunEntry] = []
        var missing: [RunEntry] = []
        for item in events {
            guard let board = boards[item.event.boardID] else { continue }
            if let entry = entries[DerivedID.runEntry(event: item.event.id)] {
                if let moderated = entry.moderated(item.hiddenBy, now: now) { changed.append(moderated) }
            } else if item.hiddenBy == nil {
                missing.append(RunEntry(event: item.event, isDescending: board.isDescending, now: now))
            }
        }
        return (changed.sorted { $0.id < $1.id }, missing.sorted { $0.id < $1.id })
    }

    private func write(_ changed: [RunEntry], _ missing: [RunEntry], on connection: PostgresConnection) async throws {
        let named = (changed + missing).filter { boards[$0.boardID]?.uniquePlayerNames == true }
        try await NameReclaim(connection).claim(named)
        var statements = StatementList()
        statements.append(changed, expecting: changed.count) { RecomputeSQL.moderate($0) }
        statements.append(missing) { RunEntrySQL.insert($0) }
        guard !statements.isEmpty else { return }
        let results = try await connection.pipeline(statements.queries)
        guard statements.areMet(by: results) else { throw RankingConflict() }
    }
}
