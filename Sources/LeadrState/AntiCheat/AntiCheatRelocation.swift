import Foundation
import LeadrDomain
import Redis

/// Moves anti-cheat windows to the shards of another number of shards, so that hourly limits go on counting.
///
/// It looks for keys on the server it is connected to. Windows it does not find start afresh and expire within a day.
public struct AntiCheatRelocation: Sendable {
    private let redis: any RedisExecutor
    private let keys: StateKeys

    /// A relocation to the shards of `keys`.
    public init(redis: any RedisExecutor, keys: StateKeys) {
        self.redis = redis
        self.keys = keys
    }

    /// Moves every window that lies in another shard than `keys` says; may be repeated.
    ///
    /// - Returns: Windows moved.
    public func run() async throws(RedisError) -> Int {
        var moved = 0
        var cursor = "0"
        repeat {
            let reply = try await redis.send(RedisCommand("SCAN", .string(cursor), "MATCH", .string("\(keys.prefix){s*}:ac:*"), "COUNT", "1000"))
            let parts = try Reply.array(reply, minimum: 2)
            cursor = parts[0].string ?? "0"
            for key in try Reply.array(parts[1]).compactMap(\.string) {
                if let target = target(of: key), target != key, try await move(key, to: target) { moved += 1 }
            }
        } while cursor != "0"
        return moved
    }

    /// The key that a window belongs under: `<prefix>{s<shard>}:ac:<board>:<identity>` with the shard of the board.
    func target(of key: String) -> String? {
        guard let tail = key.range(of: "}:ac:") else { return nil }
        let ids = key[tail.upperBound...].split(separator: ":")
        guard ids.count == 2, let board = UUID(uuidString: String(ids[0])) else { return nil }
        return "\(keys.prefix){s\(keys.shards.shard(of: BoardID(board)))}:ac:\(ids[0]):\(ids[1])"
    }

    /// Copies, then removes: keys of two shards may lie on two nodes, where `RENAME` does not reach. False when the window just expired.
    private func move(_ key: String, to target: String) async throws(RedisError) -> Bool {
        let replies = try await redis.pipeline([RedisCommand("DUMP", .string(key)), RedisCommand("PTTL", .string(key))])
        try Reply.failOnError(replies)
        guard let dump = replies[0].bytes, let life = replies[1].int else { return false }
        _ = try await redis.send(RedisCommand("RESTORE", .string(target), .integer(max(0, life)), .bytes(dump), "REPLACE"))
        _ = try await redis.send(RedisCommand("UNLINK", .string(key)))
        return true
    }
}
