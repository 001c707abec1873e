import Redis

/// The libraries of functions on the server, as their processes loaded them.
struct FunctionTexts: Sendable {
    private let texts: [String: String]

    init(on installation: Installation) async throws {
        let reply = try await installation.redisClient.send(RedisCommand("FUNCTION", "LIST", "WITHCODE"))
        var texts: [String: String] = [:]
        for library in reply.array ?? [] {
            let fields = library.array ?? []
            guard let name = Self.value("library_name", fields), let code = Self.value("library_code", fields) else { continue }
            texts[name] = code
        }
        guard !texts.isEmpty else { throw SystemTestError("Redis shows no functions") }
        self.texts = texts
    }

    /// Libraries that lost or changed lines. Processes of two versions load theirs in turn under the same name, so lines may only be added.
    func changes(since former: FunctionTexts) -> [String] {
        former.texts.filter { name, text in
            var lines = (texts[name] ?? "").split(separator: "\n")[...]
            for line in text.split(separator: "\n") {
                guard let place = lines.firstIndex(of: line) else { return true }
                lines = lines[(place + 1)...]
            }
            return false
        }.keys.sorted()
    }

    private static func value(_ name: String, _ fields: [RedisValue]) -> String? {
        guard let place = fields.firstIndex(where: { $0.string == name }), fields.indices.contains(place + 1) else { return nil }
        return fields[place + 1].string
    }
}
