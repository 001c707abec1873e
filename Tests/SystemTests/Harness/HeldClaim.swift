import JobQueue
import Redis

/// A claim as Redis knows it.
struct HeldClaim: Sendable {
    let queue: QueueAddress
    let token: String
    /// `host:pid:instance`.
    let owner: String

    var processID: Int32? { owner.split(separator: ":").dropFirst().first.flatMap { Int32($0) } }

    /// The claims that a process holds at the moment.
    static func all(of process: ManagedProcess, in installation: Installation) async throws -> [HeldClaim] {
        guard let queue = process.kind.queue else { return [] }
        return try await all(on: queue, in: installation).filter { $0.processID == process.processID }
    }

    /// The claims on a queue at the moment.
    static func all(on queue: QueueAddress, in installation: Installation) async throws -> [HeldClaim] {
        let fields = try await installation.redisClient.send(RedisCommand("HGETALL", .string("\(installation.base(queue)):own"))).array ?? []
        return stride(from: 0, to: fields.count - 1, by: 2).compactMap { index in
            guard let token = fields[index].string, let text = fields[index + 1].string else { return nil }
            return HeldClaim(queue: queue, token: token, owner: String(text.prefix { $0 != "|" }))
        }
    }

    /// Hexadecimal ids of the jobs it holds; none once it was settled or taken back.
    func jobs(in installation: Installation) async throws -> Set<String> {
        try await installation.jobIDs(in: "\(installation.base(queue)):c:\(token)")
    }
}

extension Installation {
    /// Start of the keys of a queue.
    func base(_ queue: QueueAddress) -> String {
        "leadr:q:{s\(queue.shard)}:\(queue.name.text)"
    }

    /// Hexadecimal ids of the jobs in a list of the queue.
    func jobIDs(in list: String) async throws -> Set<String> {
        let envelopes = try await redisClient.send(RedisCommand("LRANGE", .string(list), 0, -1)).array ?? []
        return Set(envelopes.compactMap { $0.bytes.map { String(decoding: $0.dropFirst(8).prefix(32), as: UTF8.self) } })
    }
}
