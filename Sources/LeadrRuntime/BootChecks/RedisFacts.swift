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
    /// Asks a server.
    ///
    /// - Throws: `RedisError` when it cannot be reached; a refused command only leaves its fields empty.
    init(from redis: any RedisExecutor) async throws(RedisError) {
        let replies = try await redis.pipeline([RedisCommand("INFO"), RedisCommand("CONFIG", "GET", "appendfsync")])
        info = replies[0].string.map { Self.fields(of: $0) }
        let pair = replies[1].array ?? []
        appendSync = pair.count == 2 ? pair[1].string : nil
    }
}
