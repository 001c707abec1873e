/// The parts of a Redis URL. Strict: whatever is not understood is refused rather than ignored.
struct RedisURL: Equatable {
    private(set) var endpoint: RedisEndpoint
    private(set) var username: String?
    private(set) var password: String?
    private(set) var database = 0
    private(set) var isSecure = false

    init(_ text: String) throws(RedisError) {
        guard let (scheme, rest) = text.split(around: "://") else {
            throw Self.refusal("a URL such as redis://host:6379/0 is needed")
        }
        var remainder = rest
        var query: Substring?
        if let (head, tail) = remainder.split(around: "?") { (remainder, query) = (head, tail) }
        let isUnix: Bool
        switch scheme.lowercased() {
        case "redis": isUnix = false
        case "rediss": (isUnix, isSecure) = (false, true)
        case "unix", "redis+unix": isUnix = true
        default: throw Self.refusal("the scheme must be redis, rediss, unix or redis+unix")
        }
        endpoint = .unix(path: "")
        try takeCredentials(from: &remainder)
        try isUnix ? takeSocket(remainder) : takeAddress(remainder)
        if let query { try takeQuery(query) }
    }

    /// Everything up to the last `@` before the path.
    private mutating func takeCredentials(from text: inout Substring) throws(RedisError) {
        let authorityEnd = text.firstIndex(of: "/") ?? text.endIndex
        guard let at = text[..<authorityEnd].lastIndex(of: "@") else { return }
        let credentials = text[..<at]
        text = text[text.index(after: at)...]
        guard let (user, secret) = credentials.split(around: ":") else {
            throw Self.refusal("credentials must be user:password@ or :password@")
        }
        let (name, word) = (try Self.decoded(user), try Self.decoded(secret))
        username = name.isEmpty ? nil : name
        password = word.isEmpty ? nil : word
        if username != nil, password == nil { throw Self.refusal("a user name needs a password") }
    }

    private mutating func takeSocket(_ text: Substring) throws(RedisError) {
        guard text.first == "/", text.utf8.count > 1 else { throw Self.refusal("a Unix socket needs an absolute path") }
        endpoint = .unix(path: try Self.decoded(text))
    }

    private mutating func takeAddress(_ text: Substring) throws(RedisError) {
        var authority = text
        if let (head, path) = text.split(around: "/") {
            authority = head
            if !path.isEmpty { database = try Self.database(path) }
        }
        let (host, port) = try Self.hostAndPort(authority)
        endpoint = .tcp(host: try Self.decoded(host), port: port)
    }

    private mutating func takeQuery(_ query: Substring) throws(RedisError) {
        for item in query.split(separator: "&") {
            guard let (key, value) = item.split(around: "="), key == "db" else {
                throw Self.refusal("the only parameter is db=<number>")
            }
            database = try Self.database(value)
        }
    }

    private static func hostAndPort(_ text: Substring) throws(RedisError) -> (Substring, Int) {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw refusal("an IPv6 address needs a closing bracket") }
            host = text[text.index(after: text.startIndex)..<end]
            let tail = text[text.index(after: end)...]
            guard tail.isEmpty || tail.first == ":" else { throw refusal("a colon must follow the closing bracket") }
            port = tail.isEmpty ? nil : tail.dropFirst()
        } else if let (head, tail) = text.split(around: ":") {
            (host, port) = (head, tail)
        }
        guard !host.isEmpty else { throw refusal("the host is missing") }
        return (host, try port.map { text throws(RedisError) in try self.port(text) } ?? 6379)
    }

    private static func port(_ text: Substring) throws(RedisError) -> Int {
        guard let port = number(text), (1...65535).contains(port) else { throw refusal("the port must be a number from 1 to 65535") }
        return port
    }

    private static func database(_ text: Substring) throws(RedisError) -> Int {
        guard let database = number(text) else { throw refusal("the database must be a number from 0") }
        return database
    }

    /// Digits only: `Int` would also accept a sign.
    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    private static func decoded(_ text: Substring) throws(RedisError) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        guard let decoded = text.percentDecoded() else { throw refusal("a percent escape is malformed") }
        return decoded
    }

    private static func refusal(_ reason: String) -> RedisError {
        RedisError(.configuration, "Redis URL refused: \(reason)")
    }
}
