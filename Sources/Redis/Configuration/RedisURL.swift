/// The parts of a Redis URL. Strict: whatever is not understood is refused rather than ignored.
struct RedisURL: Equatable {
    private enum Form {
        case single
        case unix
        case sentinel
        case cluster
    }

    private(set) var endpoint: RedisEndpoint
    private(set) var topology = RedisTopology.single
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
        let form: Form
        (form, isSecure) = try Self.form(scheme.lowercased())
        endpoint = .unix(path: "")
        try takeCredentials(from: &remainder)
        switch form {
        case .single: try takeAddress(remainder)
        case .unix: try takeSocket(remainder)
        case .sentinel: try takeSentinels(remainder)
        case .cluster: try takeSeeds(remainder)
        }
        if let query { try takeQuery(query, form) }
    }

    private static func form(_ scheme: String) throws(RedisError) -> (Form, isSecure: Bool) {
        switch scheme {
        case "redis": (.single, false)
        case "rediss": (.single, true)
        case "unix", "redis+unix": (.unix, false)
        case "redis+sentinel": (.sentinel, false)
        case "rediss+sentinel": (.sentinel, true)
        case "redis+cluster": (.cluster, false)
        case "rediss+cluster": (.cluster, true)
        default: throw refusal("the scheme must be redis, rediss or unix, or redis+ or rediss+ with sentinel or cluster")
        }
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
        let (host, port) = try Self.hostAndPort(authority, defaultPort: 6379)
        endpoint = .tcp(host: try Self.decoded(host), port: port)
    }

    /// `host,host/master[/database]`
    private mutating func takeSentinels(_ text: Substring) throws(RedisError) {
        guard let (authority, path) = text.split(around: "/") else { throw Self.refusal("the name of the master is missing after the sentinels") }
        var name = path
        if let (head, tail) = path.split(around: "/") { (name, database) = (head, try Self.database(tail)) }
        guard !name.isEmpty else { throw Self.refusal("the name of the master is missing after the sentinels") }
        let endpoints = try Self.endpoints(authority, defaultPort: 26379)
        endpoint = endpoints[0]
        topology = .sentinel(RedisSentinels(endpoints: endpoints, master: try Self.decoded(name)))
    }

    private mutating func takeSeeds(_ text: Substring) throws(RedisError) {
        var authority = text
        if let (head, path) = text.split(around: "/") {
            authority = head
            guard path.isEmpty || path == "0" else { throw Self.refusal("a cluster has database 0 only") }
        }
        let endpoints = try Self.endpoints(authority, defaultPort: 6379)
        endpoint = endpoints[0]
        topology = .cluster(seeds: endpoints)
    }

    private mutating func takeQuery(_ query: Substring, _ form: Form) throws(RedisError) {
        var seen: Set<Substring> = []
        for item in query.split(separator: "&") {
            guard let (key, value) = item.split(around: "="), seen.insert(key).inserted else {
                throw Self.refusal("parameters have the form name=value, each once")
            }
            try takeParameter(key, value, form)
        }
        if case .sentinel(let sentinels) = topology, sentinels.username != nil, sentinels.password == nil {
            throw Self.refusal("sentinel_user needs sentinel_password")
        }
    }

    private mutating func takeParameter(_ key: Substring, _ value: Substring, _ form: Form) throws(RedisError) {
        switch (form, key, topology) {
        case (.single, "db", _), (.unix, "db", _):
            database = try Self.database(value)
        case (.sentinel, "sentinel_password", .sentinel(var sentinels)) where !value.isEmpty:
            sentinels.password = try Self.decoded(value)
            topology = .sentinel(sentinels)
        case (.sentinel, "sentinel_user", .sentinel(var sentinels)) where !value.isEmpty:
            sentinels.username = try Self.decoded(value)
            topology = .sentinel(sentinels)
        default:
            throw Self.refusal("parameters are db=<number>, or with Sentinel sentinel_password and sentinel_user")
        }
    }

    /// A list of addresses, at least one, separated by commas.
    private static func endpoints(_ text: Substring, defaultPort: Int) throws(RedisError) -> [RedisEndpoint] {
        var endpoints: [RedisEndpoint] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let (host, port) = try hostAndPort(item, defaultPort: defaultPort)
            let endpoint = RedisEndpoint.tcp(host: try decoded(host), port: port)
            if endpoints.contains(endpoint) { throw refusal("an address is listed twice") }
            endpoints.append(endpoint)
        }
        return endpoints
    }

    private static func hostAndPort(_ text: Substring, defaultPort: Int) throws(RedisError) -> (Substring, Int) {
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
        guard !host.contains(",") else { throw refusal("one address is needed; lists are for redis+sentinel and redis+cluster") }
        return (host, try port.map { text throws(RedisError) in try self.port(text) } ?? defaultPort)
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
