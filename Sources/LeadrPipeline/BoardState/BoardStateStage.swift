import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import Postgres
import Redis

/// The stage that recomputes: moderated players, ratios, boards whose order changes, rank indexes.
///
/// Jobs name what changed, not how: work starts from the present state, so that it may be done twice, or once for many jobs.
public struct BoardStateStage: JobBatchHandler {
    private let rebuilder: RankIndexRebuilder
    private let recomputer: Recomputer
    private let changer: RankingChanger
    private let marks: WorkMarks

    /// A stage.
    public init(rebuilder: RankIndexRebuilder, recomputer: Recomputer, changer: RankingChanger, marks: WorkMarks) {
        self.rebuilder = rebuilder
        self.recomputer = recomputer
        self.changer = changer
        self.marks = marks
    }

    /// A stage on the servers of a process.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - redis: Where marks, indexes and announcements go.
    ///   - keys: Names of keys there.
    ///   - index: Rank indexes.
    ///   - relay: Hands on what one recompute asks of another.
    ///   - logger: Told of finished work.
    public init(pool: PostgresPool, redis: RedisClient, keys: StateKeys, index: RankIndex, relay: OutboxRelay, logger: Logger) {
        let rebuilder = RankIndexRebuilder(index: index, scan: RankedRowScan(pool: pool), logger: logger)
        self.init(
            rebuilder: rebuilder,
            recomputer: Recomputer(states: StateRecomputation(pool: pool), ratios: RatioRecomputation(pool: pool), index: index),
            changer: RankingChanger(
                store: RankingChangeStore(pool: pool),
                index: index,
                rebuilder: rebuilder,
                announcer: CacheInvalidator(redis: redis, keys: keys, logger: logger),
                relay: relay,
                logger: logger
            ),
            marks: WorkMarks(redis: redis, keys: keys)
        )
    }

    /// Handles a batch.
    ///
    /// - Throws: `PostgresError` or `RedisError` when a server is away; the batch waits.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let decoded = jobs.map { job in
            Result { () throws(JobDecodingError) in try BoardStateJob(decoding: job.payload) }
        }
        let readable = decoded.compactMap { try? $0.get() }
        // Before anything is read: what changes from now on gets a job of its own.
        try await marks.clear(Set(readable).map { WorkMarks.Work($0) })
        try await perform(BoardStateWork(readable))
        return decoded.map { job in
            switch job {
            case .success: .complete
            case .failure(let error): .bury(reason: "malformed payload: \(error)")
            }
        }
    }

    /// Short work first: players wait for moderation, nobody for a rebuild.
    private func perform(_ work: BoardStateWork) async throws {
        try await recomputer.recomputeStates(work.states.sorted())
        try await recomputer.recomputeRatios(work.ratioSources.sorted())
        for board in work.ratioBoards.sorted() { try await recomputer.recomputeRatioBoard(board) }
        for board in work.rankings.sorted() { try await changer.apply(board) }
        for board in work.indexes.sorted() { try await rebuilder.rebuild(board) }
    }
}

extension BoardStateStage {
    /// See ``JobQueue/JobBatchHandler/cause(of:)``.
    public func cause(of error: any Error) -> BatchErrorCause { StageErrors.cause(of: error) }
}
