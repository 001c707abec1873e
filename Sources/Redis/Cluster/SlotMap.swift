/// Which master owns which slot, as one node of the cluster sees it.
struct SlotMap: Sendable, Equatable {
    /// The masters that own slots.
    private(set) var masters: [RedisEndpoint] = []
    /// Per slot the position of its master in `masters`, or -1.
    private var owners = [Int16](repeating: -1, count: HashSlot.count)

    init() {}

    /// Reads the reply to `CLUSTER SLOTS`: a list of first slot, last slot, master, replicas.
    ///
    /// - Parameter asked: The node that answered; it stands for a node that does not know its own address.
    /// - Throws: `protocolViolation` when the reply has another form.
    init(slots reply: RedisValue, asked: RedisEndpoint) throws(RedisError) {
        guard let ranges = reply.array else { throw Self.unreadable }
        for range in ranges {
            guard let parts = range.array, parts.count >= 3, let first = parts[0].int, let last = parts[1].int,
                HashSlot(Int(first)) != nil, HashSlot(Int(last)) != nil, first <= last, let node = parts[2].array, node.count >= 2
            else { throw Self.unreadable }
            guard let endpoint = Self.endpoint(node[0], node[1], asked) else { continue }
            let owner = position(of: endpoint)
            for slot in Int(first)...Int(last) { owners[slot] = owner }
        }
    }

    /// Whether nobody owns anything, as for a node that does not belong to a cluster yet.
    var isEmpty: Bool { masters.isEmpty }

    /// The master of a slot.
    subscript(slot: HashSlot) -> RedisEndpoint? {
        let owner = owners[slot.number]
        return owner < 0 ? nil : masters[Int(owner)]
    }

    /// Notes that a slot has another master.
    mutating func move(_ slot: HashSlot, to endpoint: RedisEndpoint) {
        owners[slot.number] = position(of: endpoint)
    }

    private mutating func position(of endpoint: RedisEndpoint) -> Int16 {
        if let known = masters.firstIndex(of: endpoint) { return Int16(known) }
        masters.append(endpoint)
        return Int16(masters.count - 1)
    }

    /// `nil` for a node whose address nobody knows.
    private static func endpoint(_ host: RedisValue, _ port: RedisValue, _ asked: RedisEndpoint) -> RedisEndpoint? {
        guard let port = port.int, (1...65_535).contains(port) else { return nil }
        return RedisEndpoint(announced: host.string ?? "", port: Int(port), asked: asked)
    }

    private static var unreadable: RedisError {
        RedisError(.protocolViolation, "the reply to CLUSTER SLOTS has an unknown form", outcomeUnknown: false)
    }
}

extension RedisEndpoint {
    /// An address as a node of a cluster announces it: empty means the host that was asked, `?` is unknown.
    init?(announced host: String, port: Int, asked: RedisEndpoint) {
        if host == "?" { return nil }
        if !host.isEmpty {
            self = .tcp(host: host, port: port)
        } else if case .tcp(let askedHost, _) = asked {
            self = .tcp(host: askedHost, port: port)
        } else {
            return nil
        }
    }
}
