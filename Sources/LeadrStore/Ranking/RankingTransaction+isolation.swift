import LeadrDomain
import LeadrJobs
import Postgres

/// A job whose data PostgreSQL refuses; it will be refused again.
public struct PoisonedSubmission: Sendable {
    /// The job.
    public let job: SubmissionJob
    /// What PostgreSQL said of it alone.
    public let error: PostgresError
}

extension RankingTransaction {
    /// Ranks a batch; when it fails for its data, ranks its halves, down to the jobs that are to blame. One bad job costs one job.
    ///
    /// - Returns: The result of all good jobs, and the bad ones.
    /// - Throws: ``PostgresError`` that is no data error. Some of the jobs may have taken effect; applying all again is safe.
    public func applyIsolating(_ jobs: [SubmissionJob]) async throws -> (result: RankingResult, poisoned: [PoisonedSubmission]) {
        do {
            return (try await apply(jobs), [])
        } catch let error as PostgresError where error.isDataError {
            // One bad job has no halves; `apply` of no jobs does not fail.
            guard jobs.count > 1 else { return (.empty, jobs.map { PoisonedSubmission(job: $0, error: error) }) }
            let middle = jobs.count / 2
            let first = try await applyIsolating(Array(jobs[..<middle]))
            let second = try await applyIsolating(Array(jobs[middle...]))
            return (first.result + second.result, first.poisoned + second.poisoned)
        }
    }

    /// The ranked rows of some keys as they are now, tombstones included; keys without a row are left out.
    ///
    /// - Throws: ``PostgresError``.
    public func readCurrentRows(states keys: [StateKey], entries: [RunEntryID] = []) async throws(PostgresError) -> [RankedRow] {
        var rows: [RankedRow] = []
        if !keys.isEmpty {
            for row in try await pool.query(BoardStateSQL.read(keys)) { rows.append(RankedRow(try BoardStateSQL.decode(row))) }
        }
        if !entries.isEmpty {
            for row in try await pool.query(RunEntrySQL.read(entries)) { rows.append(RankedRow(try RunEntrySQL.decode(row))) }
        }
        return rows
    }
}
