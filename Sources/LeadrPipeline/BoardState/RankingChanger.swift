import LeadrDomain
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import Metrics

/// Puts the pending order, keep strategy or tie policy of a board into force (`design.md §4`, "Changing a board's order").
///
/// Rows and a rank index in the new order are prepared beside those in force. Then one short transaction switches the rows, and one step the index.
/// In between readers are answered from the database, which is right on either side.
public struct RankingChanger: Sendable {
    /// Passes that catch up with submissions before the board is locked, at most.
    private static let maximumPasses = 8
    /// Rows that may be left for the time the board is locked.
    private static let tolerableRest = 200
    /// Runs until one is not overtaken by a rebuild of the board's index.
    private static let maximumRuns = 5

    private let store: RankingChangeStore
    private let index: RankIndex
    private let rebuilder: RankIndexRebuilder
    private let announcer: CacheInvalidator
    private let relay: OutboxRelay
    private let logger: Logger

    /// A changer.
    ///
    /// - Parameters:
    ///   - store: Rows and configuration.
    ///   - index: Rank indexes.
    ///   - rebuilder: Makes an index right where a change ended halfway.
    ///   - announcer: Told of changed boards.
    ///   - relay: Hands on what dependent ratios need.
    ///   - logger: Told of finished changes.
    public init(
        store: RankingChangeStore,
        index: RankIndex,
        rebuilder: RankIndexRebuilder,
        announcer: CacheInvalidator,
        relay: OutboxRelay,
        logger: Logger
    ) {
        self.store = store
        self.index = index
        self.rebuilder = rebuilder
        self.announcer = announcer
        self.relay = relay
        self.logger = logger
    }

    /// Puts what is pending into force; what becomes pending meanwhile as well.
    ///
    /// - Throws: `PostgresError` or `RedisError`; the board is as it was, or changed, never in between, and it can be tried again.
    public func apply(_ board: BoardID) async throws {
        for attempt in 1...Self.maximumRuns {
            guard let run = try await store.begin(board) else {
                // An earlier try may have ended between the two switches.
                return try await rebuilder.rebuild(board)
            }
            do {
                if try await carryOut(run) { return }
            } catch RankRebuildError.superseded {
                // A later run of the same change: it read a wish at least as new.
                if try await index.buildingVersion(of: board) == Int64(run.layout.version) { return }
                guard attempt < Self.maximumRuns else { throw RankRebuildError.superseded }
                logger.info("A change of a board starts over: its index is being rebuilt", metadata: ["board_id": "\(board)"])
            }
        }
    }

    /// - Returns: False when something else is pending by now.
    private func carryOut(_ run: RankingRun) async throws -> Bool {
        let started = ContinuousClock.now
        let building = try await index.beginRebuild(of: run.board.id, layout: run.layout)
        var pass = 1
        while try await store.stage(run, pass: pass) > Self.tolerableRest, pass < Self.maximumPasses {
            try await insert(run, pass, building)
            pass += 1
        }
        try await insert(run, pass, building)
        guard let dependents = try await store.promote(run, pass: pass + 1) else {
            try await index.abort(building)
            return false
        }
        // From here on the board has its new order; everything below can be made up for by a rebuild.
        await announcer.announce(.board, [run.board.id.uuid])
        await relay.send(dependents)
        try await insert(run, pass + 1, building)
        let result = try await index.finish(building)
        await announcer.announce(.board, [run.board.id.uuid])
        try await store.discard(run)
        report(run, rows: result.productionRows + result.testRows, ContinuousClock.now - started)
        return true
    }

    private func insert(_ run: RankingRun, _ pass: Int, _ building: RankRebuild) async throws {
        try await store.forEachChunk(of: run, pass: pass) { rows in
            try await index.insert(rows.map { RankChange($0, of: run) }, into: building)
        }
    }

    private func report(_ run: RankingRun, rows: Int, _ duration: Duration) {
        Counter(label: "board_ranking_changes_total").increment()
        logger.notice(
            "A board has its new order",
            metadata: ["board_id": "\(run.board.id)", "rows": "\(rows)", "duration_ms": "\(duration / .milliseconds(1))"]
        )
    }
}

extension RankChange {
    /// The place of a staged row in the index of the new layout.
    fileprivate init(_ row: StagedRow, of run: RankingRun) {
        self.init(
            boardID: run.board.id,
            pool: RankPool(isTest: row.isTest),
            layout: run.layout,
            member: RankMember(createdAt: row.createdAt, id: row.id),
            rankValue: row.rankValue,
            version: row.version,
            formerCreatedAt: row.formerCreatedAt
        )
    }
}
