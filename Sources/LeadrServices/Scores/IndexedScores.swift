import Foundation
import LeadrDomain
import LeadrState
import LeadrStore

/// Score lists through the rank index: places from Redis, rows from the database by id (`design.md §5`).
///
/// Between the two a row may vanish or change; what no longer fits is read once more, and then left to the database.
struct IndexedScores: Sendable {
    /// What the index has to say.
    enum Answer<Value> {
        /// The rows asked for.
        case found(Value)
        /// Rows changed while they were read: the index is about to follow.
        case moving
        /// The index is not there, or has something that the rows have not said for a while.
        case unusable
    }

    /// By when a committed row is in the index, unless the worker that wrote it died in between.
    static let arrival = Duration.seconds(30)

    let index: RankIndex
    let reader: RankedRowReader
    let clock: any Clock

    /// A page in the board's own order.
    func page(_ pool: BoardPool, _ request: PageRequest) async throws -> Answer<Page<ScoreView>> {
        guard let rankPool = pool.rankPool else { return .unusable }
        return try await twice {
            guard let found = try await entries(pool, rankPool, request).value else { return .unusable }
            return try await views(of: found, pool).map { views in
                let fetched = request.direction == .forward ? views : views.reversed()
                return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
            }
        }
    }

    /// The window around a row.
    func around(_ target: RankedRow, _ pool: BoardPool, limit: Int) async throws -> Answer<Page<ScoreView>> {
        guard let rankPool = pool.rankPool else { return .unusable }
        return try await twice {
            let answer = try await index.around(target.member, board: pool.board.id, pool: rankPool, layout: pool.layout, limit: limit)
            guard case .ready(let around) = answer else { return .unusable }
            guard let found = around else { return isSettled(target) ? .unusable : .moving }
            return try await views(of: found.page, pool).map { Page(rows: $0, hasNext: found.hasNext, hasPrevious: found.hasPrevious) }
        }
    }

    /// The window around a value.
    func around(value: Double, _ pool: BoardPool, limit: Int, now: Timestamp) async throws -> Answer<Page<ScoreView>> {
        guard let rankPool = pool.rankPool else { return .unusable }
        let placeholder = pool.placeholder(of: value)
        return try await twice {
            let answer = try await index.around(placeholder, board: pool.board.id, pool: rankPool, layout: pool.layout, limit: limit)
            guard let found = answer.value else { return .unusable }
            return try await views(of: found.page, pool).map { views in
                var views = views
                for (position, entry) in found.page.entries.enumerated() {
                    views[position].rank = placeholder.rank(entry.rank, ofRowWith: entry.rankValue)
                }
                views.insert(pool.placeholderView(value: value, rank: found.targetRank, now: now), at: found.targetIndex)
                return Page(rows: views, hasNext: found.hasNext, hasPrevious: found.hasPrevious)
            }
        }
    }

    /// Asks once more where rows changed while they were read.
    private func twice<Value>(_ ask: () async throws -> Answer<Value>) async throws -> Answer<Value> {
        let first = try await ask()
        guard case .moving = first else { return first }
        return try await ask()
    }

    /// Where rows of a board stand, and the rows that the index does not have; nil when it cannot answer.
    func standings(of rows: [RankedRow], _ layout: RankLayout) async throws -> (found: [UUID: RankStanding], missing: [RankedRow])? {
        let ranked = rows.filter(\.isRanked)
        var found: [UUID: RankStanding] = [:]
        var missing: [RankedRow] = []
        for (row, answer) in zip(ranked, try await index.standings(of: ranked.map { RankLookup($0, layout: layout) })) {
            guard case .ready(let standing) = answer else { return nil }
            if let standing { found[row.id] = standing } else { missing.append(row) }
        }
        return (found, missing)
    }

    /// One entry more than the page holds, best first.
    private func entries(_ pool: BoardPool, _ rankPool: RankPool, _ request: PageRequest) async throws -> RankAnswer<RankPage> {
        let board = pool.board.id
        guard let cursor = request.cursor, let place = RankOrder(cursor, isDescending: pool.isDescending) else {
            return try await index.page(board: board, pool: rankPool, layout: pool.layout, from: 0, limit: request.fetchCount)
        }
        return switch cursor.direction {
        case .forward: try await index.page(after: place, board: board, pool: rankPool, layout: pool.layout, limit: request.fetchCount)
        case .backward: try await index.page(before: place, board: board, pool: rankPool, layout: pool.layout, limit: request.fetchCount)
        }
    }

    /// The rows of a page with their ranks.
    private func views(of page: RankPage, _ pool: BoardPool) async throws -> Answer<[ScoreView]> {
        let rows = try await reader.find(page.entries.map(\.member.id), boardType: pool.board.boardType)
        let byID = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
        var views: [ScoreView] = []
        views.reserveCapacity(page.entries.count)
        for entry in page.entries {
            guard let row = byID[entry.member.id] else { return .unusable }
            guard row.isRanked, row.rankValue == entry.rankValue, row.member == entry.member else { return isSettled(row) ? .unusable : .moving }
            views.append(pool.view(row, rank: entry.rank))
        }
        return .found(views)
    }

    /// Whether the index had the time to follow the last change of a row.
    private func isSettled(_ row: RankedRow) -> Bool { clock.now() - row.updatedAt > Self.arrival }

    private static func position(_ view: ScoreView, _ field: SortField) -> SortValue {
        switch field.name {
        case "primary_value": .number(view.value)
        case SortField.createdAt.name: .timestamp(view.createdAt)
        case SortField.updatedAt.name: .timestamp(view.updatedAt)
        default: .uuid(view.id.uuid)
        }
    }
}

extension RankOrder {
    /// The place a cursor of the board's own order stands for; nil for a cursor of another order.
    fileprivate init?(_ cursor: PageCursor, isDescending: Bool) {
        guard cursor.position.count == 3, case .number(let value) = cursor.position[0], case .timestamp(let time) = cursor.position[1],
            case .uuid(let id) = cursor.position[2]
        else { return nil }
        self.init(rankValue: RankOrder.rankValue(value, isDescending: isDescending), createdAt: time, id: id)
    }
}

extension IndexedScores.Answer {
    /// What is found, as something else.
    fileprivate func map<Other>(_ transform: (Value) -> Other) -> IndexedScores.Answer<Other> {
        switch self {
        case .found(let value): .found(transform(value))
        case .moving: .moving
        case .unusable: .unusable
        }
    }
}
