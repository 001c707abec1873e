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
    private let logger: Logger
    /// Longest time between the commit of a row and its apply that a healthy worker needs.
    private static let slack: Duration = .seconds(120)
    /// Age of a last contact that is brought up to date although nothing was applied: else one quiet shard would have all that changed since on the
    /// others read again.
    private static let staleness: Duration = .seconds(60)
    private let clock: any Clock

    /// A confirmation on an index.
    public init(index: RankIndex, scan: ChangedRowScan, clock: any Clock = SystemClock(), logger: Logger) {
        self.index = index
        self.scan = scan
        self.clock = clock
        self.logger = logger
    }

    /// Confirms the shards that need it.
    ///
    /// - Throws: `PostgresError` or `RedisError`; the shards stay unconfirmed, and their boards are answered from SQL.
    public func confirm() async throws {
        let lives = index.serverLives()
        guard !lives.isEmpty else { return }
        let started = clock.now()
        let reachable = try await index.shardStates().filter { lives[$0.shard] != nil }
        let waiting = reachable.filter { index.needsConfirmation($0) }
        guard !waiting.isEmpty else { return try await touch(reachable, lives, at: started) }
        // Without a last contact nothing was ever applied, or all of it is lost: boards without a generation are rebuilt one by one.
        let since = waiting.compactMap(\.lastContact).min().map { $0 - Self.slack }
        var applied = 0
        if let since {
            try await scan.forEachChunk(since: since) { changes in
                try await index.apply(changes)
                applied += changes.rows.count
            }
        }
        let names = Set(waiting.map(\.shard))
        try await index.confirm(lives.filter { names.contains($0.key) }, at: started)
        logger.notice("Confirmed rank indexes for a new life of Redis", metadata: ["shards": "\(waiting.count)", "rows": "\(applied)"])
    }
    private func touch(_ confirmed: [RankShardState], _ lives: [Int: String], at now: Timestamp) async throws {
        let quiet = Set(confirmed.filter { now - ($0.lastContact ?? Timestamp(microseconds: 0)) > Self.staleness }.map(\.shard))
        try await index.touch(lives.filter { quiet.contains($0.key) }, at: now)
    }
}
