import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import Metrics

/// Builds the rank index of a board from the database while submissions go on (`design.md §5`).
public struct RankIndexRebuilder: Sendable {
    private let index: RankIndex
    private let scan: RankedRowScan
    private let logger: Logger

    /// A rebuilder.
    public init(index: RankIndex, scan: RankedRowScan, logger: Logger) {
        self.index = index
        self.scan = scan
        self.logger = logger
    }

    /// Builds a new generation and makes it the live one. Until then readers see the one before, or the database.
    ///
    /// A rebuild that another one overtook is not an error: that one's result is as good.
    ///
    /// - Throws: `PostgresError` or `RedisError`; the old generation stays.
    public func rebuild(_ board: BoardID) async throws {
        let started = ContinuousClock.now
        let rebuild = try await index.beginRebuild(of: board)
        do {
            try await scan.forEachChunk(of: board) { rows in
                try await index.insert(rows.map { RankChange($0) }, into: rebuild)
            }
            report(try await index.finish(rebuild), board, ContinuousClock.now - started)
        } catch RankRebuildError.superseded {
            logger.info("A rebuild of a rank index was overtaken by another", metadata: ["board_id": "\(board)"])
        }
    }

    private func report(_ result: RankRebuilt, _ board: BoardID, _ duration: Duration) {
        Counter(label: "rank_index_rebuilds_total").increment()
        logger.info(
            "Rebuilt a rank index",
            metadata: [
                "board_id": "\(board)", "rows": "\(result.productionRows + result.testRows)", "duration_ms": "\(duration / .milliseconds(1))",
            ]
        )
    }
}
