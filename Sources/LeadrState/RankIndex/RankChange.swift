import Foundation
import LeadrDomain
import Redis

/// The present state of one ranked row, to be applied to the index.
public struct RankChange: Sendable, Equatable {
    /// Board of the row.
    public var boardID: BoardID
    /// Pool of the row.
    public var pool: RankPool
    /// Layout of the board when the row was as it is here; the row enters no generation of another one.
    public var layout: RankLayout
    /// Place and identity of the row.
    public var member: RankMember
    /// Value in rank direction; nil takes the row out (deleted, excluded, without a value).
    public var rankValue: Double?
    /// Version of the row in the database.
    public var version: Int64
    /// An earlier `created_at` of the row, if the change moved it. The index remembers what it applied for a while; a row whose creation time
    /// moves after that, because an older submission arrived late, would leave its old member behind without this.
    public var formerCreatedAt: Timestamp?

    /// Describes a row.
    public init(
        boardID: BoardID,
        pool: RankPool,
        layout: RankLayout,
        member: RankMember,
        rankValue: Double?,
        version: Int64,
        formerCreatedAt: Timestamp? = nil
    ) {
        self.boardID = boardID
        self.pool = pool
        self.layout = layout
        self.member = member
        self.rankValue = rankValue
        self.version = version
        self.formerCreatedAt = formerCreatedAt
    }

    /// The change that brings the index up to a row as read from the database.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - layout: Layout of its board, read together with it.
    ///   - formerCreatedAt: See ``formerCreatedAt``.
    public init(_ row: RankedRow, layout: RankLayout, formerCreatedAt: Timestamp? = nil) {
        self.init(
            boardID: row.boardID,
            pool: RankPool(isTest: row.isTest),
            layout: layout,
            member: row.member,
            rankValue: row.isRanked ? row.rankValue : nil,
            version: row.version,
            formerCreatedAt: formerCreatedAt
        )
    }
}

extension RankChange {
    /// The six arguments a row takes: id, version, pool and layout, score, member, former member.
    var arguments: [RedisArgument] {
        let former = formerCreatedAt.map { RankMember(createdAt: $0, id: member.id).bytes(layout.ties) }
        return [
            .bytes(member.id.byteArray),
            .integer(version),
            pool.argument(layout),
            rankValue.map { .double($0) } ?? "",
            .bytes(member.bytes(layout.ties)),
            former.map { .bytes($0) } ?? "",
        ]
    }

    /// One change per row, the one with the highest version, since a function call takes distinct rows only.
    static func newest(_ changes: some Sequence<RankChange>) -> [RankChange] {
        var newest: [UUID: RankChange] = [:]
        for change in changes {
            if let other = newest[change.member.id], other.version > change.version { continue }
            newest[change.member.id] = change
        }
        return Array(newest.values)
    }
}
