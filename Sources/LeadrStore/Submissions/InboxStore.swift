import Foundation
import LeadrDomain
import LeadrJobs
import Postgres

/// Submissions on their way to the queue, with `INGEST_DURABILITY=postgres` (`design.md §2`).
///
/// A row is written before the job is pushed and deleted by the ranking transaction, normally milliseconds later. A row that stays is marked with the
/// epoch of Redis's data it was pushed in. Rows without a mark are pushed by the sweeper. No row holds a client's address.
public struct InboxStore: Sendable {
    private let pool: PostgresPool

    /// Creates a store.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Writes submissions in one transaction; one that is there already stays.
    ///
    /// - Returns: Number of the epoch at that time, for ``markPushed(_:epoch:)``; nil before the first.
    /// - Throws: ``PostgresError``; with `commitOutcomeUnknown` or `connectionLost` the rows may be there.
    @discardableResult
    public func insert(_ jobs: [SubmissionJob]) async throws(PostgresError) -> Int64? {
        guard !jobs.isEmpty else { return nil }
        // In one order, so that two writers of the same events do not wait for each other.
        let query = InboxSQL.insert(jobs.sorted { $0.eventID < $1.eventID })
        let results = try await pool.pipelinedTransaction([query, InboxSQL.epoch])
        guard let row = results[1].firstRow else { return nil }
        return try row.decode(0)
    }

    /// Notes that jobs are in Redis. Rows that are gone, or just being deleted, are passed over.
    ///
    /// - Parameters:
    ///   - ids: Jobs pushed.
    ///   - epoch: An epoch that was present **before** they were pushed. If Redis lost its data since, the mark counts for nothing.
    /// - Throws: ``PostgresError``.
    public func markPushed(_ ids: [ScoreEventID], epoch: Int64) async throws(PostgresError) {
        guard !ids.isEmpty else { return }
        _ = try await pool.query(InboxSQL.mark(ids, epoch: epoch))
    }

    /// Forgets pushes into data that Redis lost since, at most `limit`; call again while as many are forgotten.
    ///
    /// - Parameter epoch: The present epoch.
    /// - Returns: Number of rows.
    /// - Throws: ``PostgresError``.
    public func forgetPushes(before epoch: Int64, limit: Int = 5000) async throws(PostgresError) -> Int {
        try await pool.query(InboxSQL.forget(before: epoch, limit: limit)).affectedRows
    }

    /// Submissions not known to be in Redis, in order.
    ///
    /// - Parameters:
    ///   - time: Only those accepted before, so that pushes under way are left alone.
    ///   - place: Only those after; nil from the start.
    ///   - limit: At most so many.
    /// - Throws: ``PostgresError``.
    public func unpushed(before time: Timestamp, after place: InboxPlace? = nil, limit: Int) async throws(PostgresError) -> [InboxEntry] {
        var entries: [InboxEntry] = []
        for row in try await pool.query(InboxSQL.unpushed(before: time, after: place, limit: limit)) {
            let payload = try row.decode(3, as: PostgresBytea.self).bytes
            entries.append(
                InboxEntry(eventID: try row.decode(0), boardID: try row.decode(1), acceptedAt: try row.decode(2), payload: payload)
            )
        }
        return entries
    }

    /// Looks through a part of the inbox and deletes rows of submissions that are decided. There are such only if workers ran without
    /// `INGEST_DURABILITY=postgres` meanwhile, or a submission was written again after its decision.
    ///
    /// - Parameters:
    ///   - place: Look after this event; nil from the start.
    ///   - time: Only rows accepted before.
    ///   - limit: Rows looked at.
    /// - Returns: Rows deleted, and where to go on; nil at the end.
    /// - Throws: ``PostgresError``.
    public func removeDecided(
        after place: ScoreEventID?,
        before time: Timestamp,
        limit: Int
    ) async throws(PostgresError) -> (removed: Int, next: ScoreEventID?) {
        let result = try await pool.query(InboxSQL.removeDecided(after: place ?? ScoreEventID(UUID.zero), before: time, limit: limit))
        guard let row = result.firstRow else { return (0, nil) }
        let isLast = try row.decode(1, as: Int64.self) < Int64(limit)
        return (Int(try row.decode(0, as: Int64.self)), isLast ? nil : try row.decode(2, as: ScoreEventID?.self))
    }
}
