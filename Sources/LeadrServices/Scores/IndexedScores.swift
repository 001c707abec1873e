import Foundation
import LeadrDomain
import LeadrState
import LeadrStore

/// Score lists through the rank index: places from Redis, rows from the database by id (`design.md §5`).
///
/// Between the two a row may vanish or change; what no longer fits is read once more, and then left to the database.
struct IndexedScores: Sendable {
    let index: RankIndex
    let reader: RankedRowReader

    /// A page in the board's own order; nil when the index cannot answer.
    func page(_ pool: BoardPool, _ request: PageRequest) async throws -> Page<ScoreView>? {
        guard let rankPool = pool.rankPool else { return nil }
        for _ in 0..<2 {
            guard let found = try await entries(pool, rankPool, request).value else { return nil }
            guard let views = try await views(of: found, pool) else { continue }
            let fetched = request.direction == .forward ? views : views.reversed()
            return Page(fetched: fetched, for: request, position: Self.position, id: { $0.id.uuid })
        }
        return nil
    }

    /// The window around a row; nil when the index cannot answer or does not have the row.
    func around(_ target: RankedRow, _ pool: BoardPool, limit: Int) async throws -> Page<ScoreView>? {
        guard let rankPool = pool.rankPool else { return nil }
        for _ in 0..<2 {
            let answer = try await index.around(target.member, board: pool.board.id, pool: rankPool, limit: limit)
            guard case .ready(let found?) = answer else { return nil }
            guard let views = try await views(of: found.page, pool) else { continue }
            return Page(rows: views, hasNext: found.hasNext, hasPrevious: found.hasPrevious)
        }
        return nil
    }

    /// The window around a value; nil when the index cannot answer.
    func around(value: Double, _ pool: BoardPool, limit: Int, now: Timestamp) async throws -> Page<ScoreView>? {
        guard let rankPool = pool.rankPool else { return nil }
        let rankValue = RankOrder.rankValue(value, isDescending: pool.isDescending)
        for _ in 0..<2 {
            let answer = try await index.around(rankValue: rankValue, board: pool.board.id, pool: rankPool, limit: limit)
            guard let found = answer.value else { return nil }
            guard var views = try await views(of: found.page, pool) else { continue }
            // Rows below the placeholder count it as one of them (`contract/scoring.md §5.6`: neighbours are target_rank ∓ distance).
            for position in found.targetIndex..<views.count { views[position].rank += 1 }
            views.insert(pool.placeholder(value: value, rank: found.targetRank, now: now), at: found.targetIndex)
            return Page(rows: views, hasNext: found.hasNext, hasPrevious: found.hasPrevious)
        }
        return nil
    }

    /// Board ranks of rows, and the rows that the index does not have; nil when it cannot answer.
    func ranks(of rows: [RankedRow]) async throws -> (ranks: [UUID: Int], missing: [RankedRow])? {
        let ranked = rows.filter(\.isRanked)
        var ranks: [UUID: Int] = [:]
        var missing: [RankedRow] = []
        for (row, answer) in zip(ranked, try await index.ranks(of: ranked.map { RankLookup($0) })) {
            guard case .ready(let rank) = answer else { return nil }
            if let rank { ranks[row.id] = rank } else { missing.append(row) }
        }
        return (ranks, missing)
    }

    /// One entry more than the page holds, best first.
    private func entries(_ pool: BoardPool, _ rankPool: RankPool, _ request: PageRequest) async throws -> RankAnswer<RankPage> {
        let board = pool.board.id
        guard let cursor = request.cursor, let place = RankOrder(cursor, isDescending: pool.isDescending) else {
            return try await index.page(board: board, pool: rankPool, from: 0, limit: request.fetchCount)
        }
        return switch cursor.direction {
        case .forward: try await index.page(after: place, board: board, pool: rankPool, limit: request.fetchCount)
        case .backward: try await index.page(before: place, board: board, pool: rankPool, limit: request.fetchCount)
        }
    }

    /// The rows of a page with their ranks; nil when a row is not as the index has it.
    private func views(of page: RankPage, _ pool: BoardPool) async throws -> [ScoreView]? {
        let rows = try await reader.find(page.entries.map(\.member.id), boardType: pool.board.boardType)
        let byID = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
        var views: [ScoreView] = []
        views.reserveCapacity(page.entries.count)
        for (position, entry) in page.entries.enumerated() {
            guard let row = byID[entry.member.id], row.isRanked, row.rankValue == entry.rankValue, row.member == entry.member else { return nil }
            views.append(pool.view(row, rank: page.rank(at: position)))
        }
        return views
    }

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
