import Redis

/// What a Redis server says about itself, as far as the checks need it. A field is nil where the server does not tell, as managed services may do.
struct RedisFacts: Sendable, Equatable {
    /// The lines of `INFO`; nil when the command is refused.
    var info: [String: String]?
    /// `appendfsync`; nil when `CONFIG GET` is refused.
    var appendSync: String?

    /// Text of one field of `INFO`.
    subscript(_ field: String) -> String? { info?[field] }

    /// Number of one field of `INFO`.
    func number(_ field: String) -> Int64? { info?[field].flatMap { Int64($0) } }

    /// Splits the answer of `INFO`, lines of `name:value` between headings.
    static func fields(of info: String) -> [String: String] {
        var fields: [String: String] = [:]
        for line in info.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = String(line[line.index(after: colon)...])
        }
        return fields
    }
}

extension RedisFacts {
    /// Asks the server, or every master of a cluster that answers: while one is away the shards of the others are served.
    ///
    /// - Throws: `RedisError` when none can be reached; a refused command only leaves its fields empty.
    static func all(from redis: RedisClient) async throws(RedisError) -> [RedisFacts] {
        let infos = try await redis.sendToReachable(RedisCommand("INFO"))
        let pairs = try await redis.sendToReachable(RedisCommand("CONFIG", "GET", "appendfsync")).map { $0.array ?? [] }
        // In no particular order, so the least safe answer stands for all.
        let answers = pairs.map { $0.count == 2 ? $0[1].string : nil }
        let appendSync = answers.contains(nil) ? nil : answers.compactMap { $0 }.max { safety($0) > safety($1) }
        return infos.map { RedisFacts(info: $0.string.map { fields(of: $0) }, appendSync: appendSync) }
    }

    private static func safety(_ appendSync: String) -> Int {
        ["no", "everysec", "always"].firstIndex(of: appendSync) ?? 0
    }
}
