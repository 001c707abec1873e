import LeadrDomain
import Postgres

/// Excludes and readmits the run entries of some keys, inside a transaction that has locked their boards (`contract/rulings.md`, "RUN_RUNS exclusion").
/// Entries that are gone are made anew. Only what a flag was ever about is looked at: a player may have very many runs.
struct EntryRewrite {
    /// Entries that moderation changes, ascending.
    private(set) var changed: [RunEntry] = []
    /// Entries to be made, ascending.
    private(set) var missing: [RunEntry] = []
    /// All that is written.
    var written: [RunEntry] { changed + missing }
    private var entries: [RunEntryID: RunEntry] = [:]

    /// Locks the entries of some keys and decides what becomes of them.
    ///
    /// - Parameter keys: Ascending keys of boards with one row per event.
    init(_ keys: [StateKey], _ boards: [BoardID: RankingBoard], now: Timestamp, on connection: PostgresConnection) async throws {
        guard !keys.isEmpty else { return }
        // Flags are read after the entries are locked, so that of two that moderate the same ones the later sees the newer flags.
        let results = try await connection.pipeline([RecomputeSQL.lockModeratedEntries(of: keys), RecomputeSQL.moderatedRuns(of: keys)])
        for row in results[0] {
            let entry = try RunEntrySQL.decode(row)
            entries[entry.id] = entry
        }
        for row in results[1] { try add(RecomputeSQL.decodeRun(row), boards, now: now) }
        changed.sort { $0.id < $1.id }
        missing.sort { $0.id < $1.id }
    }

    private mutating func add(_ run: (event: ModeratedEvent, hasEntry: Bool), _ boards: [BoardID: RankingBoard], now: Timestamp) {
        let event = run.event
        if let entry = entries[DerivedID.runEntry(event: event.event.id)] {
            if let moderated = entry.moderated(event.hiddenBy, now: now) { changed.append(moderated) }
        } else if !run.hasEntry, event.hiddenBy == nil, let board = boards[event.event.boardID] {
            missing.append(RunEntry(event: event.event, isDescending: board.isDescending, now: now))
        }
    }

    /// - Returns: The entries that a flag was ever about and those made anew, as they are afterwards.
    func write(on connection: PostgresConnection) async throws -> [RankedRow] {
        var entries = entries
        for entry in written { entries[entry.id] = entry }
        var statements = StatementList()
        statements.append(changed, expecting: changed.count) { RecomputeSQL.moderate($0) }
        statements.append(missing) { RunEntrySQL.insert($0) }
        if !statements.isEmpty {
            let results = try await connection.pipeline(statements.queries)
            guard statements.areMet(by: results) else { throw RankingConflict() }
        }
        return entries.values.map { RankedRow($0) }
    }
}
