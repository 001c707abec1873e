import Synchronization

@testable import Redis

/// The real server behind a client that is cut off at times.
final class UnreliableRedis: RedisExecutor {
    /// What happens to one command.
    enum Fate {
        /// It is executed, and its reply is lost.
        case replyLost
        /// It is lost on its way, which its sender cannot know.
        case commandLost
        /// There is no connection to send it on.
        case notConnected
    }

    private let base: RedisClient
    private let fates = Mutex<[Fate]>([])
    private let sizes = Mutex<[Int]>([])

    init(_ base: RedisClient) {
        self.base = base
    }

    /// Arguments of each function that writes, counted with its name and keys, as sent so far.
    var argumentCounts: [Int] { sizes.withLock { $0 } }

    /// The next functions that write go wrong like this.
    func fail(_ next: Fate...) {
        fates.withLock { $0 += next }
    }

    func send(_ command: RedisCommand) async throws(RedisError) -> RedisValue {
        let words = String(decoding: command.bytes, as: UTF8.self).split(separator: "\r\n", maxSplits: 3)
        guard words[2] == "FCALL" else { return try await base.send(command) }
        sizes.withLock { $0.append((Int(words[0].dropFirst()) ?? 0) - 1) }
        switch fates.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        case nil: return try await base.send(command)
        case .replyLost:
            _ = try await base.send(command)
            throw RedisError(.connectionLost, "the reply is lost")
        case .commandLost: throw RedisError(.timeout, "the command is lost")
        case .notConnected: throw RedisError(.notConnected, "not connected")
        }
    }

    func pipeline(_ commands: [RedisCommand]) async throws(RedisError) -> [RedisValue] {
        try await base.pipeline(commands)
    }
}
