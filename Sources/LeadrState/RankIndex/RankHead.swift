import Redis

/// What every answer of the index tells about the pool it was taken from, in the same step.
public struct RankHead: Sendable, Equatable {
    /// Generation that answered.
    public var generation: Int64
    /// Version of the board.
    public var boardVersion: Int64
    /// Rows in the pool.
    public var total: Int
}

extension RankHead {
    /// Number of values the head takes in a reply, the leading status included.
    static let valueCount = 4

    /// Splits a reply into its head and the rest, or the reason for not being ready.
    static func read(_ reply: RedisValue) throws(RedisError) -> RankAnswer<(head: RankHead, values: ArraySlice<RedisValue>)> {
        let values = try Reply.array(reply, minimum: 2)
        guard try Reply.integer(values[0]) == 1 else {
            guard let reason = values[1].string.flatMap({ RankUnreadiness(rawValue: $0) }) else { throw Reply.unexpected(reply, "a reason") }
            return .notReady(reason)
        }
        guard values.count >= valueCount else { throw Reply.unexpected(reply, "the head of an answer") }
        let head = RankHead(
            generation: try Reply.integer(values[1]),
            boardVersion: try Reply.integer(values[2]),
            total: Int(try Reply.integer(values[3]))
        )
        return .ready((head, values[valueCount...]))
    }
}
