import Foundation
import LeadrDomain
import LeadrState

/// The ranking of one pool kept the plain way: all rows sorted by the contract's order.
struct RankOracle {
    var rows: [UUID: RankChange] = [:]

    /// The live rows, best first.
    var sorted: [RankChange] {
        rows.values.filter { $0.rankValue != nil }.sorted { Self.order($0) < Self.order($1) }
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
    static func randomRows(_ count: Int, board: BoardID, pool: RankPool = .production, isDescending: Bool = true) -> [RankChange] {
        (0..<count).map { _ in
            let value = Double(Int.random(in: -20...20)) / 4
            let member = RankMember(createdAt: Timestamp(microseconds: 1_700_000_000_000_000 + .random(in: 0..<5)), id: UUID())
            let rankValue = RankOrder.rankValue(value, isDescending: isDescending)
            return RankChange(boardID: board, pool: pool, member: member, rankValue: rankValue, version: 1)
        }
    }
}

extension RankIndex {
    /// Every row of a pool, read page by page.
    func everything(board: BoardID, pool: RankPool = .production) async throws -> [RankMember] {
        var members: [RankMember] = []
        while let page = try await page(board: board, pool: pool, from: members.count, limit: 1000).value, !page.entries.isEmpty {
            members += page.entries.map(\.member)
        }
        return members
    }
}
