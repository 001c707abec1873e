import LeadrDomain
import Postgres

/// Computes the ranked rows of players anew from their events, since moderation changed which of them count (`contract/scoring.md §6.4`).
///
/// Locks as the ranking transaction does: boards, then ranked rows, then names, each in ascending order. Events that a ranking transaction inserts
/// meanwhile are folded by that one, into the row that this one leaves. Rows that are right already are not written, so it can be repeated.
public struct StateRecomputation: Sendable {
    /// Keys of one transaction: a lock on a row is held only as long as a few players take.
    private static let keysPerTransaction = 50

    private let pool: PostgresPool
    private let clock: any Clock
    private let ids: any IDGenerator

    /// A recomputation on a pool.
    ///
    /// - Parameters:
    ///   - clock: Time of writing.
    ///   - ids: Source of outbox ids.
    public init(pool: PostgresPool, clock: any Clock = SystemClock(), ids: any IDGenerator = UUIDv7Generator()) {
        self.pool = pool
        self.clock = clock
        self.ids = ids
    }

    /// Computes the rows of some keys anew; those of deleted boards and of ratios are left alone.
    ///
    /// - Throws: ``PostgresError``; some rows may be written then, and computing all again is safe.
    public func recompute(_ keys: [StateKey]) async throws -> RecomputeResult {
        let sorted = Set(keys).sorted()
        var result = RecomputeResult()
        for start in stride(from: 0, to: sorted.count, by: Self.keysPerTransaction) {
            let chunk = Array(sorted[start..<min(start + Self.keysPerTransaction, sorted.count)])
            result = result + (try await pool.repeatingTransaction { try await recompute(chunk, on: $0) })
        }
        return result
    }

    /// The same inside a transaction of somebody else.
    ///
    /// - Parameter keys: Ascending keys.
    func recompute(_ keys: [StateKey], on connection: PostgresConnection) async throws -> RecomputeResult {
        let boards = try await RankingBoardSQL.locked(Set(keys.map(\.boardID)).sorted(), on: connection)
        let now = clock.now()
        let live = keys.filter { boards[$0.boardID]?.isDeleted == false }
        let folded = live.filter { boards[$0.boardID]?.fold != nil }
        var states = try await StateRewrite(folded, boards, now: now, on: connection)
        let entries = try await EntryRewrite(live.filter { boards[$0.boardID]?.boardType == .runRuns }, boards, now: now, on: connection)
        let written = states.changes.map { StateKey($0.state) } + entries.written.map(StateKey.init(entry:))
        let names = NameReclaim(written.filter { boards[$0.boardID]?.uniquePlayerNames == true }, on: connection)
        let former = states.stored?.states ?? [:]
        states.changes = try await names.settle(states.changes, former: former, entries: entries.written)
        let rows = try await (states.write(on: connection), entries.write(on: connection))
        try await names.release()
        var news = RankingNews()
        news.note(rows.0.rows + rows.1, on: boards)
        try await news.record(self.ids, at: now, on: connection)
        return RecomputeResult(
            changes: RankedRowChanges(
                rows: rows.0.rows + rows.1,
                formerCreationTimes: rows.0.formerCreationTimes,
                layouts: boards.mapValues(\.layout)
            ),
            written: states.changes.count + entries.written.count,
            ratioSources: folded.filter { boards[$0.boardID]?.feedsRatio == true }
        )
    }
}

extension RankingBoardSQL {
    /// The configuration of some boards, locked against changes until commit.
    ///
    /// - Parameter ids: Ascending ids.
    static func locked(_ ids: [BoardID], on connection: PostgresConnection) async throws(PostgresError) -> [BoardID: RankingBoard] {
        var boards: [BoardID: RankingBoard] = [:]
        for row in try await connection.pipeline([RankingPlannerSQL.indexesOnly, lock(ids), read(ids)])[2] {
            let board = try decode(row)
            boards[board.id] = board
        }
        return boards
    }
}
