import Foundation
import LeadrDomain
import LeadrState

/// The ranking of one pool kept the plain way: all rows sorted by the contract's order.
struct RankOracle {
    var ties = TiePolicy.newest
    var rows: [UUID: RankChange] = [:]

    /// The ranking of some rows.
    init(ties: TiePolicy = .newest, of changes: [RankChange] = []) {
        self.ties = ties
        for change in changes { apply(change) }
    }

    /// The live rows, best first.
    var sorted: [RankChange] {
        rows.values.filter { $0.rankValue != nil }.sorted { Self.order($0).precedes(Self.order($1), ties) }
    }

    /// The rank of each of ``sorted``.
    var ranks: [Int] {
        let values = sorted.map { $0.rankValue ?? .infinity }
        return values.indices.map { place in ties == .shared ? 1 + values.count { $0 < values[place] } : place + 1 }
    }

    /// Takes a change unless a newer one is there.
    mutating func apply(_ change: RankChange) {
        if let other = rows[change.member.id], other.version > change.version { return }
        rows[change.member.id] = change
    }

    static func order(_ change: RankChange) -> RankOrder {
        RankOrder(rankValue: change.rankValue ?? .infinity, createdAt: change.member.createdAt, id: change.member.id)
    }

    /// Rows whose values and times repeat often, so that every rule of the order is needed.
    static func randomRows(
        _ count: Int,
        board: BoardID,
        pool: RankPool = .production,
        layout: RankLayout = .initial,
        isDescending: Bool = true
    ) -> [RankChange] {
        (0..<count).map { _ in
            let value = Double(Int.random(in: -20...20)) / 4
            let member = RankMember(createdAt: Timestamp(microseconds: 1_700_000_000_000_000 + .random(in: 0..<5)), id: UUID())
            let rankValue = RankOrder.rankValue(value, isDescending: isDescending)
            return RankChange(boardID: board, pool: pool, layout: layout, member: member, rankValue: rankValue, version: 1)
        }
    }
}

extension RankIndex {
    /// Every row of a pool, read page by page.
    func everything(board: BoardID, pool: RankPool = .production, layout: RankLayout = .initial) async throws -> [RankMember] {
        try await entries(board: board, pool: pool, layout: layout).map(\.member)
    }

    /// Every row of a pool with its value and rank, read page by page.
    func entries(board: BoardID, pool: RankPool = .production, layout: RankLayout = .initial) async throws -> [RankEntry] {
        var entries: [RankEntry] = []
        while let page = try await page(board: board, pool: pool, layout: layout, from: entries.count, limit: 1000).value, !page.entries.isEmpty {
            entries += page.entries
        }
        return entries
    }
}
