import JobQueue
import LeadrDomain
import LeadrJobs
import Logging

/// The stage that recomputes. This version rebuilds rank indexes.
///
/// Other kinds of work end here without effect: they name what changed, not how, and whoever computes ratios later starts from the present state.
public struct BoardStateStage: JobBatchHandler {
    private let rebuilder: RankIndexRebuilder
    private let logger: Logger

    /// A stage on a rebuilder.
    public init(rebuilder: RankIndexRebuilder, logger: Logger) {
        self.rebuilder = rebuilder
        self.logger = logger
    }

    /// Handles a batch; the same board named by several jobs is rebuilt once.
    ///
    /// - Throws: `PostgresError` or `RedisError` when a server is away; the batch waits.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let work = jobs.map { job in
            Result { () throws(JobDecodingError) in try BoardStateJob(decoding: job.payload) }
        }
        let boards = Set(work.compactMap { Self.rebuiltBoard(try? $0.get()) })
        for board in boards.sorted() { try await rebuilder.rebuild(board) }
        return work.map { job in
            switch job {
            case .success: .complete
            case .failure(let error): .bury(reason: "malformed payload: \(error)")
            }
        }
    }

    private static func rebuiltBoard(_ job: BoardStateJob?) -> BoardID? {
        if case .rebuildIndex(let board, _) = job { board } else { nil }
    }
}

extension BoardStateStage {
    /// See ``JobQueue/JobBatchHandler/cause(of:)``.
    public func cause(of error: any Error) -> BatchErrorCause { StageErrors.cause(of: error) }
}
