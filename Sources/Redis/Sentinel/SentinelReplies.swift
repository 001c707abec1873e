/// What sentinels answer to `SENTINEL get-master-addr-by-name`.
enum SentinelReplies {
    /// The question.
    static func question(_ master: String) -> RedisCommand {
        RedisCommand("SENTINEL", "get-master-addr-by-name", .string(master))
    }

    /// Reads one answer.
    ///
    /// - Throws: `connectionFailed` when the sentinel refuses or does not know the master.
    static func master(_ reply: RedisValue) throws(RedisError) -> RedisEndpoint {
        switch reply {
        case .error(let error): throw RedisError(.connectionFailed, "the sentinel refused: \(error)")
        case .null: throw RedisError(.connectionFailed, "the sentinel does not know a master of this name")
        default: break
        }
        guard let parts = reply.array, parts.count == 2, let host = parts[0].string, !host.isEmpty, let port = parts[1].int,
            (1...65_535).contains(port)
        else { throw RedisError(.connectionFailed, "the answer of the sentinel has an unknown form") }
        return .tcp(host: host, port: Int(port))
    }

    /// The address that more than half of all sentinels name. One that lags behind, or sits with a master that was cut off, decides nothing.
    static func majority(_ answers: [RedisEndpoint], of sentinels: Int) -> RedisEndpoint? {
        let votes = answers.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return votes.first { $0.value * 2 > sentinels }?.key
    }
}
