import Foundation
import LeadrDomain
import Postgres

/// Computes rows of RATIO boards anew from the rows of their sources (`contract/scoring.md §4.4`).
///
/// Recomputations of one row wait for each other at its lock, which is taken before the sources are read: the last one sees what all that asked for one
/// have written. Rows that are right already are not written, so it can be repeated.
public struct RatioRecomputation: Sendable {
    /// Rows of one transaction.
    private static let rowsPerTransaction = 500

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

    /// Computes the ratios that depend on some rows, named by their keys on the source boards.
    ///
    /// - Throws: ``PostgresError``; some rows may be written then, and computing all again is safe.
    public func recompute(dependingOn sources: [StateKey]) async throws -> RecomputeResult {
        guard !sources.isEmpty else { return RecomputeResult() }
        let changed = Dictionary(grouping: Set(sources), by: \.boardID)
        var keys: Set<StateKey> = []
        for row in try await pool.query(RatioSQL.dependents(of: changed.keys.sorted())) {
            let (board, boards) = try RatioSQL.decode(row)
            for key in boards.flatMap({ changed[$0] ?? [] }) {
                keys.insert(StateKey(boardID: board, identityID: key.identityID, isTest: key.isTest))
            }
        }
        return try await recompute(keys.sorted())
    }

    /// Computes all rows of a ratio board, player by player, and hands the result of each step to `body`.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    public func recompute(board: BoardID, _ body: (RecomputeResult) async throws -> Void) async throws {
        let found = try await pool.query(RatioSQL.configurations(of: [board])).firstRow
        guard let config = try found.map({ try RatioConfigRepository.configuration($0) }) else { return }
        let boards = [board, config.numeratorBoardID, config.denominatorBoardID]
        var place = StateKey(boardID: board, identityID: IdentityID(.zero), isTest: false)
        while true {
            let found = try await pool.pipelinedTransaction(
                [RatioSQL.players(of: boards, after: place, limit: Self.rowsPerTransaction)],
                options: .recoveryRead
            )[0]
            let keys = try found.map { StateKey(boardID: board, identityID: try $0.decode(0), isTest: try $0.decode(1)) }
            if !keys.isEmpty { try await body(try await recompute(keys)) }
            guard keys.count == Self.rowsPerTransaction, let last = keys.last else { return }
            place = last
        }
    }

    /// - Parameter keys: Ascending keys of ratio rows.
    private func recompute(_ keys: [StateKey]) async throws -> RecomputeResult {
        var result = RecomputeResult()
        for start in stride(from: 0, to: keys.count, by: Self.rowsPerTransaction) {
            let chunk = Array(keys[start..<min(start + Self.rowsPerTransaction, keys.count)])
            result = result + (try await pool.repeatingTransaction { try await recompute(chunk, on: $0) })
        }
        return result
    }

    private func recompute(_ keys: [StateKey], on connection: PostgresConnection) async throws -> RecomputeResult {
        let ids = Set(keys.map(\.boardID)).sorted()
        let boards = try await RankingBoardSQL.locked(ids, on: connection)
        let live = keys.filter { boards[$0.boardID]?.isDeleted == false }
        let results = try await connection.pipeline([
            RatioSQL.configurations(of: ids), BoardStateSQL.reserve(live), BoardStateSQL.lock(live),
        ])
        let configurations = try results[0].map { try RatioConfigRepository.configuration($0) }
        let byBoard = Dictionary(configurations.map { ($0.boardID, $0) }) { first, _ in first }
        var stored = try StoredStates(reserved: results[1], locked: results[2])
        let sources = try await sources(of: live, byBoard, on: connection)
        let now = clock.now()
        let changes = live.compactMap { key -> StateChange? in
            guard let config = byBoard[key.boardID], let board = boards[key.boardID] else { return nil }
            return RatioFold(config, isDescending: board.isDescending).recompute(
                numerator: sources[key.on(config.numeratorBoardID)],
                denominator: sources[key.on(config.denominatorBoardID)],
                current: stored.states[key],
                now: now
            )
        }
        var rows = try await stored.write(changes, on: connection)
        var news = RankingNews()
        news.note(changes.map { RankedRow($0.state) }, on: boards)
        try await news.record(self.ids, at: now, on: connection)
        rows.layouts = boards.mapValues(\.layout)
        return RecomputeResult(changes: rows, written: changes.count)
    }

    /// The source rows, read after the ratio rows are locked.
    private func sources(
        of keys: [StateKey],
        _ configurations: [BoardID: BoardRatioConfig],
        on connection: PostgresConnection
    ) async throws -> [StateKey: BoardState] {
        let wanted = Set(
            keys.flatMap { key in
                configurations[key.boardID].map { [key.on($0.numeratorBoardID), key.on($0.denominatorBoardID)] } ?? []
            }
        )
        var states: [StateKey: BoardState] = [:]
        for row in try await connection.query(BoardStateSQL.read(wanted.sorted())) {
            let state = try BoardStateSQL.decode(row)
            states[StateKey(state)] = state
        }
        return states
    }
}
