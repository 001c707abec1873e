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

    /// Whether rows come before these.
    public var hasPrevious: Bool { start > 0 }

    /// Whether rows follow these.
    public var hasNext: Bool { start + entries.count < head.total }

    /// The rows of a range of places, counted from zero, as far as they are here.
    func narrowed(to places: Range<Int>) -> RankPage {
        let window = places.clamped(to: start..<start + entries.count)
        return RankPage(head: head, start: window.lowerBound, entries: Array(entries[window.lowerBound - start..<window.upperBound - start]))
    }
}

extension RankPage {
    /// Reads the start, where ranks are shared the number of rows better than the first, then member and score of each row.
    static func read(_ head: RankHead, _ values: ArraySlice<RedisValue>, _ ties: TiePolicy) throws(RedisError) -> RankPage {
        let counts = ties == .shared ? 2 : 1
        guard values.count >= counts else { throw Reply.unexpected(.null, "the start of a page") }
        let start = Int(try Reply.integer(values[values.startIndex]))
        var counter = RankCounter(ties: ties, from: start, better: Int(try Reply.integer(values[values.startIndex + counts - 1])))
        var entries: [RankEntry] = []
        entries.reserveCapacity(values.count / 2)
        for index in stride(from: values.startIndex + counts, to: values.endIndex - 1, by: 2) {
            guard let member = RankMember(bytes: try Reply.bytes(values[index]), ties) else {
                throw Reply.unexpected(values[index], "a rank member")
            }
            // Adding zero turns the −0 that Redis may hand back into 0.
            let value = try Reply.number(values[index + 1]) + 0
            entries.append(RankEntry(member: member, rankValue: value, rank: counter.next(value)))
        }
        return RankPage(head: head, start: start, entries: entries)
    }
}
