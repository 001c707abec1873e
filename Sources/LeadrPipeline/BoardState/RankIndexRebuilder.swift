import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import Metrics

/// Builds the rank index of a board from the database while submissions go on (`design.md §5`).
public struct RankIndexRebuilder: Sendable {
    /// How long a rebuild that is at work may be silent before it is taken for dead: less than the lease of its job, so that who takes the job over does
    /// not wait for it.
    private static let yieldSpan: Duration = .seconds(10)

    private let index: RankIndex
    private let scan: RankedRowScan
    private let logger: Logger

    /// A rebuilder.
    public init(index: RankIndex, scan: RankedRowScan, logger: Logger) {
        self.index = index
        self.scan = scan
        self.logger = logger
    }

    /// Builds a new generation and makes it the live one. Until then readers see the one before, or the database. A board that is gone loses its index.
    ///
    /// A rebuild that another one overtook, or that finds another one at work, is not an error: that one's result is as good. One of a board whose layout
    /// changed meanwhile starts over.
    ///
    /// - Throws: `PostgresError` or `RedisError`; the old generation stays.
    public func rebuild(_ board: BoardID) async throws {
        let started = ContinuousClock.now
        do {
            while let layout = try await scan.layout(of: board) {
                guard let result = try await build(board, layout) else { continue }
                return report(result, board, ContinuousClock.now - started)
            }
            try await index.drop(board)
        } catch RankRebuildError.superseded {
            logger.info("A rebuild of a rank index was overtaken by another", metadata: ["board_id": "\(board)"])
        }
    }

    /// A generation of one layout; nil, and the live one stays, when the board has another one in the end: of the rows that were read, some were of
    /// the former layout and some of the next.
    private func build(_ board: BoardID, _ layout: RankLayout) async throws -> RankRebuilt? {
        let rebuild = try await index.beginRebuild(of: board, layout: layout, yieldingFor: Self.yieldSpan)
        try await scan.forEachChunk(of: board) { rows in
            try await index.insert(rows.map { RankChange($0, layout: layout) }, into: rebuild)
        }
        guard try await scan.layout(of: board) == layout else {
            try await index.abort(rebuild)
            return nil
        }
        return try await index.finish(rebuild)
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
