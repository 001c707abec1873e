/// What a new connection says first, and what it learns from the answers.
struct Handshake {
    private enum Step {
        case authenticate
        case select
        case name
        case ping
        case server
        case replication
        case role
    }

    let commands: [RedisCommand]
    private let steps: [Step]

    /// - Parameter requiresMaster: Whether to refuse a server that is not a master.
    init(_ configuration: RedisConfiguration, requiresMaster: Bool = false) {
        var plan: [(Step, RedisCommand)] = []
        if let password = configuration.password {
            let credentials = [configuration.username, password].compactMap(\.self).map(RedisArgument.string)
            plan.append((.authenticate, RedisCommand("AUTH", credentials)))
        }
        if configuration.database != 0 {
            plan.append((.select, RedisCommand("SELECT", .integer(Int64(configuration.database)))))
        }
        plan.append((.name, RedisCommand("CLIENT", "SETNAME", .string(Self.acceptable(configuration.clientName)))))
        plan.append((.ping, RedisCommand("PING")))
        plan.append((.server, RedisCommand("INFO", "server")))
        plan.append((.replication, RedisCommand("INFO", "replication")))
        if requiresMaster { plan.append((.role, RedisCommand("ROLE"))) }
        commands = plan.map(\.1)
        steps = plan.map(\.0)
    }

    /// Judges the answers. A refused name or `INFO` is no reason to do without the server; the others are.
    ///
    /// - Throws: `connectionFailed` with the server's own words.
    func evaluate(_ replies: [RedisValue]) throws(RedisError) -> ServerIdentity {
        var identity = ServerIdentity()
        for (step, reply) in zip(steps, replies) {
            switch step {
            case .authenticate, .select, .ping:
                if case .error(let error) = reply { throw RedisError(.connectionFailed, "the server refused the connection: \(error)") }
            case .server, .replication:
                if let text = reply.string { identity.read(text) }
            case .role:
                if case .error(let error) = reply { throw RedisError(.connectionFailed, "the server does not tell its role: \(error)") }
                guard reply.array?.first?.string == "master" else { throw RedisError(.connectionFailed, "the server is not a master") }
            case .name: break
            }
        }
        return identity
    }

    /// The server refuses blanks and control characters in a name.
    private static func acceptable(_ name: String) -> String {
        String(decoding: name.utf8.map { (0x21...0x7E).contains($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
    }
}

/// Which server answers: a new run id means it was restarted, a new replication id that its data may be another's.
struct ServerIdentity: Sendable, Equatable {
    private(set) var runID: String?
    private(set) var replicationID: String?
    private(set) var version: String?

    /// Picks the fields out of a section of `INFO`.
    mutating func read(_ info: String) {
        for line in info.split(whereSeparator: \.isNewline) {
            guard let (key, value) = line.split(around: ":") else { continue }
            switch key {
            case "run_id": runID = String(value)
            case "master_replid": replicationID = String(value)
            case "redis_version": version = String(value)
            default: break
            }
        }
    }
}
