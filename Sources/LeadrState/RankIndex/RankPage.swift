import LeadrDomain
import Redis

/// Consecutive rows of one pool.
public struct RankPage: Sendable, Equatable {
    /// The pool the rows are from.
    public var head: RankHead
    /// Number of rows before the first of these.
    public var start: Int
    /// The rows, best first.
    public var entries: [RankEntry]

    /// Rank of the row at an index of ``entries``: 1 for the best row of the pool (`contract/scoring.md §5.5`).
    public func rank(at index: Int) -> Int { start + index + 1 }

    /// Whether rows come before these.
    public var hasPrevious: Bool { start > 0 }

    /// Whether rows follow these.
    public var hasNext: Bool { start + entries.count < head.total }

    /// The rows of a range of zero-based ranks, as far as they are here.
    func narrowed(to ranks: Range<Int>) -> RankPage {
        let window = ranks.clamped(to: start..<start + entries.count)
        return RankPage(head: head, start: window.lowerBound, entries: Array(entries[window.lowerBound - start..<window.upperBound - start]))
    }
}

extension RankPage {
    /// Reads start, then member and score of each row.
    static func read(_ head: RankHead, _ values: ArraySlice<RedisValue>) throws(RedisError) -> RankPage {
        guard let first = values.first else { throw Reply.unexpected(.null, "the start of a page") }
        var entries: [RankEntry] = []
        entries.reserveCapacity(values.count / 2)
        for index in stride(from: values.startIndex + 1, to: values.endIndex - 1, by: 2) {
            guard let member = RankMember(bytes: try Reply.bytes(values[index])) else { throw Reply.unexpected(values[index], "a rank member") }
            // Adding zero turns the −0 that Redis may hand back into 0.
            entries.append(RankEntry(member: member, rankValue: try Reply.number(values[index + 1]) + 0))
        }
        return RankPage(head: head, start: Int(try Reply.integer(first)), entries: entries)
    }
}
