import Redis

/// How a library of functions on the server compares with this build's.
enum FunctionLibraryState: Sendable, Equatable {
    /// The first process to start loads it.
    case absent
    /// There, with this build's text or another.
    case loaded(isThisBuilds: Bool)
    /// The server does not tell.
    case unknown

    /// Reads the answer of `FUNCTION LIST … WITHCODE`: a list of libraries, each a flat list of names and values.
    init(reply: RedisValue, source: String) {
        guard let libraries = reply.array else {
            self = .unknown
            return
        }
        guard let fields = libraries.first?.array else {
            self = .absent
            return
        }
        let place = fields.firstIndex { $0.string == "library_code" }
        let code = place.flatMap { fields.indices.contains($0 + 1) ? fields[$0 + 1].string : nil }
        self = code.map { .loaded(isThisBuilds: $0 == source) } ?? .unknown
    }

    /// The finding about a library of that name.
    func finding(_ name: String) -> CheckFinding {
        let check = "functions.\(name)"
        switch self {
        case .absent: return .ok(check, "not loaded; the first process that starts loads it")
        case .loaded(isThisBuilds: true): return .ok(check, "loaded, as in this build")
        case .loaded(isThisBuilds: false):
            return .warning(check, "loaded from another build: processes of two builds share this Redis", fix: "start all processes from one build")
        case .unknown:
            return .warning(
                check,
                "Redis refuses FUNCTION LIST",
                fix: "allow FUNCTION to the user of REDIS_URL; processes load their functions with it"
            )
        }
    }
}
