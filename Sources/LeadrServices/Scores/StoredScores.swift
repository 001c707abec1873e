import Foundation
import LeadrDomain
import LeadrStore

/// Score lists from the database alone: slower than the rank index and always right.
struct StoredScores: Sendable {
    let reader: RankedRowReader
    let gate: SQLRankGate

    /// A page in any order, with board ranks; of one player, or of all when there is none.
    ///
    /// An index leads to the rows of a player. None serves every order of a whole board, so those pages are read few at a time, whoever asks.
    func page(_ pool: BoardPool, _ request: PageRequest, identity: IdentityID?, ranks: RankSource) async throws -> Page<ScoreView> {
        let filter = pool.filter(identity: identity)
        let page =
            if identity == nil {
                try await gate.run { try await reader.page(filter, request) }
            } else {
                try await reader.page(filter, request)
            }
        return try await page.ranked(by: ranks, pool)
    }

    /// Ranks by counting, few at a time.
    func ranks(of rows: [RankedRow], _ pool: BoardPool) async throws -> [UUID: Int] {
        let ranked = rows.filter(\.isRanked)
        guard !ranked.isEmpty else { return [:] }
        return try await gate.run { try await reader.ranks(of: ranked, boardType: pool.board.boardType, ties: pool.board.tiePolicy) }
    }

    /// Ranked rows of a pool, counted as few at a time as ranks are.
    func count(_ pool: BoardPool) async throws -> Int {
        try await gate.run { try await reader.count(pool.filter()) }
    }

    /// The window around a row, in any order (`contract/scoring.md §5.6`).
    func around(_ target: RankedRow, _ pool: BoardPool, _ request: PageRequest, ranks: RankSource) async throws -> Page<ScoreView> {
        let position = request.sort.terms.map { RankedRowReader.position(target, $0.field) }
        let sides = try await neighbours(of: position, id: target.id, pool, request)
        let window = AroundWindow(limit: request.limit.rows, availableAbove: sides.above.count, availableBelow: sides.below.count)
        let rows = Array(sides.above.suffix(window.above)) + [target] + Array(sides.below.prefix(window.below))
        return try await Page(rows: rows, hasNext: window.hasNext, hasPrevious: window.hasPrevious).ranked(by: ranks, pool)
    }

    /// The window around a value, the placeholder before or behind all rows of equal value.
    func around(value: Double, _ pool: BoardPool, _ request: PageRequest, ranks: RankSource, now: Timestamp) async throws -> Page<ScoreView> {
        let placeholder = pool.placeholder(of: value)
        let position = request.sort.terms.map { Self.position(of: value, $0, followsEquals: placeholder.followsEquals) }
        let sides = try await neighbours(of: position, id: .zero, pool, request)
        let window = AroundWindow(limit: request.limit.rows, availableAbove: sides.above.count, availableBelow: sides.below.count)
        let above = Array(sides.above.suffix(window.above))
        let below = Array(sides.below.prefix(window.below))
        let before = try await gate.run {
            try await reader.countBetter(than: placeholder.rankValue, orEqual: placeholder.followsEquals, pool.single.filter())
        }
        let found = try await ranks(above + below, pool)
        let target = pool.placeholderView(value: value, rank: before + 1, now: now)
        // Rows of its pool that it comes before count it, wherever the list shows them.
        func view(_ row: RankedRow) -> ScoreView {
            let rank = found[row.id] ?? 0
            return pool.view(row, rank: row.isTest == target.isTest ? placeholder.rank(rank, ofRowWith: row.rankValue) : rank)
        }
        let views = above.map(view) + [target] + below.map(view)
        return Page(rows: views, hasNext: window.hasNext, hasPrevious: window.hasPrevious)
    }

    /// Up to one page of rows on either side of a position, both in the order of the list.
    private func neighbours(
        of position: [SortValue],
        id: UUID,
        _ pool: BoardPool,
        _ request: PageRequest
    ) async throws -> (above: [RankedRow], below: [RankedRow]) {
        func side(_ direction: PageDirection) -> PageRequest {
            let cursor = PageCursor(position: position, rowID: id, sort: request.sort, filters: request.filters, direction: direction)
            return PageRequest(limit: request.limit, sort: request.sort, filters: request.filters, cursor: cursor)
        }
        let above = try await reader.page(pool.filter(), side(.backward))
        let below = try await reader.page(pool.filter(), side(.forward))
        return (above.rows, below.rows)
    }

    /// A position before, or behind, every row of that value: whatever follows the value in the sort is as far in front, or behind, as its type allows.
    private static func position(of value: Double, _ term: SortTerm, followsEquals: Bool) -> SortValue {
        let isGreatest = (term.order == .descending) != followsEquals
        return switch term.field.kind {
        case .number: .number(value)
        case .timestamp: .timestamp(Timestamp(microseconds: isGreatest ? .max : .min))
        default: .uuid(isGreatest ? UUID.greatest : .zero)
        }
    }
}

/// Where ranks of rows come from.
typealias RankSource = @Sendable ([RankedRow], BoardPool) async throws -> [UUID: Int]

extension Page<RankedRow> {
    /// The page as it is shown, with the rank of each row.
    fileprivate func ranked(by ranks: RankSource, _ pool: BoardPool) async throws -> Page<ScoreView> {
        let found = try await ranks(rows, pool)
        return map { pool.view($0, rank: found[$0.id] ?? 0) }
    }
}

extension UUID {
    /// The UUID after which none sorts.
    fileprivate static let greatest = UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
}
