import Foundation
import LeadrDomain
import LeadrState
import LeadrStore

/// Reads scores (`contract/scoring.md §5.4` to `§5.6`): through the rank index where it can answer, from the database otherwise.
///
/// A cache of finished pages belongs in front of ``list(_:for:)``, keyed by board version, pool and query (`design.md §5`).
public struct ScoreQueryService: Sendable {
    private let boards: BoardCache
    private let reader: RankedRowReader
    private let indexed: IndexedScores
    private let stored: StoredScores
    private let rebuilds: RankRebuildRequester
    private let clock: any Clock

    /// A service.
    ///
    /// - Parameters:
    ///   - boards: Boards, at most a second old.
    ///   - reader: Ranked rows.
    ///   - index: Places in the ranking.
    ///   - rebuilds: Told of boards without an index.
    ///   - sqlConcurrency: `SQL_RANK_CONCURRENCY`.
    ///   - clock: The present time.
    public init(
        boards: BoardCache,
        reader: RankedRowReader,
        index: RankIndex,
        rebuilds: RankRebuildRequester,
        sqlConcurrency: Int = 4,
        clock: any Clock = SystemClock()
    ) {
        self.boards = boards
        self.reader = reader
        self.rebuilds = rebuilds
        self.clock = clock
        indexed = IndexedScores(index: index, reader: reader, clock: clock)
        stored = StoredScores(reader: reader, gate: SQLRankGate(limit: sqlConcurrency))
    }

    /// A page of a board for a client; only the pool of its session is shown.
    ///
    /// - Throws: ``DomainError`` 400, 403, 404 or 503; an error of a server that is away.
    public func list(_ query: ScoreListQuery, for client: ClientPrincipal) async throws -> Page<ScoreView> {
        var query = query
        query.isTest = client.isTest
        return try await list(query) { board throws(DomainError) in
            guard board.gameID == client.gameID else { throw .forbidden("You do not have access to this board") }
        }
    }

    /// A page of a board for an administrator; each row's rank is that in its own pool.
    ///
    /// - Throws: ``DomainError`` 400, 403, 404 or 503; an error of a server that is away.
    public func list(_ query: ScoreListQuery, by principal: AdminPrincipal) async throws -> Page<ScoreView> {
        try await list(query) { board throws(DomainError) in try principal.requireOwnership(of: "board", account: board.accountID) }
    }

    /// One score for a client.
    ///
    /// - Parameters:
    ///   - id: The score.
    ///   - percentile: Whether its percentile is asked for.
    ///   - client: Who asks.
    /// - Throws: ``DomainError`` 404 or 403; an error of a server that is away.
    public func get(_ id: ScoreID, percentile: Bool = false, for client: ClientPrincipal) async throws -> ScoreView {
        guard let view = try await view(of: id, percentile: percentile) else { throw DomainError.notFound(entity: "Score") }
        guard view.gameID == client.gameID else { throw DomainError.forbidden("You do not have access to this score") }
        return view
    }

    /// One score for an administrator.
    ///
    /// - Parameters:
    ///   - id: The score.
    ///   - percentile: Whether its percentile is asked for.
    ///   - principal: Who asks.
    /// - Throws: ``DomainError`` 404 or 403; an error of a server that is away.
    public func get(_ id: ScoreID, percentile: Bool = false, by principal: AdminPrincipal) async throws -> ScoreView {
        guard let view = try await view(of: id, percentile: percentile) else { throw DomainError.notFound(entity: "Score") }
        try principal.requireOwnership(of: "score", account: view.accountID)
        return view
    }

    /// The score behind an id with its rank; nil when there is no live row or its board is gone.
    func view(of id: ScoreID, percentile: Bool = false) async throws -> ScoreView? {
        guard let row = try await reader.find(id), let board = try await boards.find(row.boardID) else { return nil }
        let pool = BoardPool(board: board, isTest: row.isTest)
        let standing = try await standings([row], pool)[row.id]
        var view = pool.view(row, rank: standing?.rank ?? 0)
        if percentile { view.percentile = try await self.percentile(view.rank, in: standing?.total, pool) }
        return view
    }

    /// The percentile of a rank; the rows of the pool are counted where the index did not do it.
    private func percentile(_ rank: Int, in total: Int?, _ pool: BoardPool) async throws -> ScorePercentile {
        guard rank > 0 else { return ScorePercentile(rank: 0, total: 0) }
        if let total { return ScorePercentile(rank: rank, total: total) }
        return ScorePercentile(rank: rank, total: try await stored.count(pool))
    }

    private func list(_ query: ScoreListQuery, _ admit: (Board) throws(DomainError) -> Void) async throws -> Page<ScoreView> {
        try query.checkExclusions()
        guard let board = try await boards.find(query.boardID) else { throw DomainError.notFound(entity: "Board") }
        try admit(board)
        let pool = BoardPool(board: board, isTest: query.isTest)
        let request = try query.pageRequest(for: board)
        if let id = query.aroundScoreID { return try await around(id, pool, request) }
        if let value = query.aroundValue { return try await around(value: value, pool, request) }
        if query.identityID == nil, isIndexed(pool, request) {
            if let page = try await answer(indexed.page(pool, request), of: board) { return page }
        }
        return try await stored.page(pool, request, identity: query.identityID, ranks: ranks)
    }

    /// Whether the rank index has the rows of a pool in the order asked for.
    private func isIndexed(_ pool: BoardPool, _ request: PageRequest) -> Bool {
        pool.isTest != nil && request.sort == pool.standardSort
    }

    private func around(_ id: ScoreID, _ pool: BoardPool, _ request: PageRequest) async throws -> Page<ScoreView> {
        let found = try await reader.find([id.uuid], boardType: pool.board.boardType).first
        guard let target = found, target.isRanked, target.boardID == pool.board.id, target.isTest == pool.isTest ?? target.isTest else {
            throw DomainError.notFound(entity: "Score")
        }
        let pool = BoardPool(board: pool.board, isTest: target.isTest)
        if isIndexed(pool, request) {
            if let page = try await answer(indexed.around(target, pool, limit: request.limit.rows), of: pool.board) { return page }
        }
        return try await stored.around(target, pool, request, ranks: ranks)
    }

    private func around(value: Double, _ pool: BoardPool, _ request: PageRequest) async throws -> Page<ScoreView> {
        guard request.sort.terms.first?.field.name == "primary_value" else {
            throw DomainError.badRequest("around_score_value requires sorting by value")
        }
        if isIndexed(pool, request) {
            let found = try await indexed.around(value: value, pool, limit: request.limit.rows, now: clock.now())
            if let page = await answer(found, of: pool.board) { return page }
        }
        return try await stored.around(value: value, pool, request, ranks: ranks, now: clock.now())
    }

    /// What the index found; nil where the database has to answer. An index that is of no use is built anew.
    private func answer<Value>(_ answer: IndexedScores.Answer<Value>, of board: Board) async -> Value? {
        switch answer {
        case .found(let value): return value
        case .moving: return nil
        case .unusable:
            await rebuilds.request(board)
            return nil
        }
    }

    /// Board ranks, wherever they come from.
    @Sendable private func ranks(_ rows: [RankedRow], _ pool: BoardPool) async throws -> [UUID: Int] {
        try await standings(rows, pool).mapValues(\.rank)
    }

    /// Board ranks from the index; counted where it cannot tell, without the size of the pool then.
    private func standings(_ rows: [RankedRow], _ pool: BoardPool) async throws -> [UUID: (rank: Int, total: Int?)] {
        guard let answer = try await indexed.standings(of: rows, pool.layout) else {
            await rebuilds.request(pool.board)
            return try await stored.ranks(of: rows, pool).mapValues { ($0, nil) }
        }
        let found = answer.found.mapValues { (rank: $0.rank, total: Int?.some($0.total)) }
        guard !answer.missing.isEmpty else { return found }
        // Rows reach the index a moment after they are committed; one that never did is worth a rebuild.
        if answer.missing.contains(where: { clock.now() - $0.updatedAt > IndexedScores.arrival }) { await rebuilds.request(pool.board) }
        let counted = try await stored.ranks(of: answer.missing, pool).mapValues { (rank: $0, total: Int?.none) }
        return found.merging(counted) { indexed, _ in indexed }
    }

}
