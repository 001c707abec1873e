import LeadrDomain
import LeadrState
import LeadrStore
import Logging

/// Makes rank indexes answer again after Redis was restarted or replaced (`design.md §5`).
///
/// A restarted server may have lost what was written last. Rows updated since shortly before the last contact are applied once more; then the
/// shards are confirmed for the server's new life.
public struct RankIndexConfirmation: Sendable {
    private let index: RankIndex
    private let scan: ChangedRowScan
    private let runID: @Sendable () -> String?
    private let logger: Logger
    /// Longest time between the commit of a row and its apply that a healthy worker needs.
    private static let slack: Duration = .seconds(120)

    /// A confirmation on an index.
    ///
    /// - Parameter runID: run id of the connected server.
    public init(index: RankIndex, scan: ChangedRowScan, runID: @escaping @Sendable () -> String?, logger: Logger) {
        self.index = index
        self.scan = scan
        self.runID = runID
        self.logger = logger
    }

    /// Confirms the shards that need it.
    ///
    /// - Throws: `PostgresError` or `RedisError`; the shards stay unconfirmed, and their boards are answered from SQL.
    public func confirm() async throws {
        guard let life = runID() else { return }
        let waiting = try await index.shardStates().filter { index.needsConfirmation($0) }
        guard !waiting.isEmpty else { return }
        // Without a last contact nothing was ever applied, or all of it is lost: boards without a generation are rebuilt one by one.
        let since = waiting.compactMap(\.lastContact).min().map { $0 - Self.slack }
        var applied = 0
        if let since {
            try await scan.forEachChunk(since: since) { rows in
                try await index.apply(rows.map { RankChange($0) })
                applied += rows.count
            }
        }
        try await index.confirm(waiting.map(\.shard), runID: life)
        logger.notice("Confirmed rank indexes for a new life of Redis", metadata: ["shards": "\(waiting.count)", "rows": "\(applied)"])
    }
}
