import Foundation
import LeadrDomain
import Redis

extension RankIndex {
    /// Removes the index of a board whose rows were deleted for good, with what is remembered of their versions: rows that are made anew begin to
    /// count from one, and would be refused as older.
    ///
    /// - Throws: `RedisError`; it can be repeated.
    public func clear(_ board: BoardID, now: Timestamp = SystemClock().now()) async throws(RedisError) {
        try await drop(board)
        let period = now.microseconds / 1000 / memory.milliseconds
        // The server's clock may be in the period before or after, and looks one further back.
        let places = (period - 2...period + 1).map { RedisArgument.string("\(keys.rankBoardName(board)):v:\($0)") }
        try Reply.failOnError(await redis.pipeline(places.map { RedisCommand("UNLINK", $0) }))
    }
}
