import LeadrDomain
import LeadrJobs
import Postgres

/// Ranks one batch of submissions in one transaction (`design.md §4`).
///
/// First half, in one flush: lock the boards' configuration, insert the events and learn which are new, read earlier rejections, lock the ranked rows.
/// Then ``RankingFold`` decides in plain Swift. Second half, in one flush: write everything.
///
/// Transactions of parallel workers cannot deadlock: all take boards, events, missing ranked rows, ranked rows, names and the rest in this order, and
/// within each in ascending order of key. A row that does not exist cannot be locked, so it is inserted empty first.
public struct RankingTransaction: Sendable {
    let pool: PostgresPool
    private let options: RankingOptions
    private let clock: any Clock
    private let ids: any IDGenerator

    /// Creates a transaction runner.
    ///
    /// - Parameters:
    ///   - pool: Connections to the database.
    ///   - options: How to run.
    ///   - clock: Time of writing, for `updated_at`.
    ///   - ids: Source of outbox ids.
    public init(
        pool: PostgresPool,
        options: RankingOptions = RankingOptions(),
        clock: any Clock = SystemClock(),
        ids: any IDGenerator = UUIDv7Generator()
    ) {
        self.pool = pool
        self.options = options
        self.clock = clock
        self.ids = ids
    }

    /// Ranks a batch. All of it takes effect or none.
    ///
    /// - Returns: The decision about every event, known or new, and the rows of all keys.
    /// - Throws: ``PostgresError``: `isDataError` when a job is to blame (see ``applyIsolating(_:)``); otherwise the database is, and the same batch
    ///   may be applied again, also when the outcome of the commit is unknown.
    public func apply(_ jobs: [SubmissionJob]) async throws -> RankingResult {
        let batch = RankingBatch(jobs)
        guard !batch.items.isEmpty else { return .empty }
        return try await pool.repeatingTransaction(attempts: options.maximumAttempts) { try await run(batch, on: $0) }
    }

    private func run(_ batch: RankingBatch, on connection: PostgresConnection) async throws -> RankingResult {
        let reads = try await read(batch, on: connection)
        var fold = RankingFold(batch: batch, reads: reads, now: clock.now())
        let named = fold.namedEvents
        if !named.isEmpty { fold.reject(try await NameClaims(connection).settle(named, reads: reads)) }
        let writes = fold.writes()
        let former = try await formerCreationTimes(batch, reads, on: connection)
        let known = try await write(writes, of: fold, on: connection)
        return RankingResult(
            decisions: fold.decisions(),
            changes: RankedRowChanges(
                rows: fold.rows(after: writes) + known,
                formerCreationTimes: StoredStates.formerCreationTimes(writes.states, of: reads.states).merging(former) { moved, _ in moved },
                layouts: reads.boards.mapValues(\.layout)
            ),
            newEventCount: fold.effective.count
        )
    }
}

extension RankingTransaction {
    private func read(_ batch: RankingBatch, on connection: PostgresConnection) async throws -> RankingReads {
        let events = batch.items.map(\.event)
        // Rejections are read after the insert: it waits for a worker that holds the same event, and the next statement sees what that one decided.
        let results = try await connection.pipeline([
            RankingPlannerSQL.indexesOnly, RankingBoardSQL.lock(batch.boardIDs), RankingBoardSQL.read(batch.boardIDs), ScoreEventSQL.insert(events),
            SubmissionOutcomeSQL.read(events.map(\.id)), BoardStateSQL.reserve(batch.stateKeys), BoardStateSQL.lock(batch.stateKeys),
        ])
        let stored = try StoredStates(reserved: results[5], locked: results[6])
        var reads = RankingReads(boards: [:], newEvents: [], rejections: [:], states: stored.states, reserved: stored.reserved)
        for row in results[2] {
            let board = try RankingBoardSQL.decode(row)
            reads.boards[board.id] = board
        }
        reads.newEvents.reserveCapacity(results[3].count)
        for row in results[3] { reads.newEvents.insert(try row.decode(0)) }
        for row in results[4] {
            let (event, rejection) = try SubmissionOutcomeSQL.decode(row)
            reads.rejections[event] = rejection
        }
        return reads
    }

    /// Writes everything in one flush and returns the rows of run entries known before.
    private func write(_ writes: RankingWrites, of fold: RankingFold, on connection: PostgresConnection) async throws -> [RankedRow] {
        let counted = writes.states.filter { $0.kind == .counted }.map(\.state)
        let replaced = writes.states.filter { $0.kind != .counted }.map(\.state)
        let outbox =
            writes.ratioSources.map {
                OutboxEvent.stateChanged($0, id: ids.next(), at: fold.now, tenant: fold.reads.boards[$0.boardID]?.accountID)
            } + writes.news.events(ids, at: fold.now)
        var pipeline = StatementList()
        pipeline.append(replaced, expecting: replaced.count) { BoardStateSQL.upsert($0) }
        pipeline.append(counted, expecting: counted.count) { BoardStateSQL.count($0) }
        pipeline.append(writes.unused) { BoardStateSQL.deleteEmpty($0) }
        pipeline.append(writes.entries) { RunEntrySQL.insert($0) }
        pipeline.append(writes.withdrawn) { ScoreEventSQL.delete($0) }
        pipeline.append(writes.evaluations) { AntiCheatSQL.count($0, now: fold.now) }
        pipeline.append(writes.displayNames) { DisplayNameSQL.update($0, now: fold.now) }
        pipeline.append(writes.flags) { AntiCheatSQL.flag($0, now: fold.now) }
        pipeline.append(writes.rejections) { SubmissionOutcomeSQL.insert($0, now: fold.now) }
        pipeline.append(outbox) { OutboxSQL.insert($0) }
        if options.usesInbox { pipeline.append(fold.batch.items.map(\.event.id)) { InboxSQL.delete($0) } }
        pipeline.append(writes.knownEntries) { RunEntrySQL.read($0) }
        guard !pipeline.isEmpty else { return [] }
        let results = try await connection.pipeline(pipeline.queries)
        guard pipeline.areMet(by: results) else { throw RankingConflict() }
        guard !writes.knownEntries.isEmpty, let known = results.last else { return [] }
        return try known.map { RankedRow(try RunEntrySQL.decode($0)) }
    }
}
