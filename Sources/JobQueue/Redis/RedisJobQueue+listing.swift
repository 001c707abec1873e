import Redis

extension RedisJobQueue {
    /// Jobs of one place, in the order in which they will be taken there; tenants one after the other.
    ///
    /// Read in several steps, so jobs that move meanwhile may be missed or seen twice.
    ///
    /// - Parameters:
    ///   - first: How many to skip.
    ///   - limit: At most so many.
    /// - Throws: ``QueueError``.
    public func jobs(on queue: QueueAddress, in place: JobPlace, first: Int = 0, limit: Int) async throws(QueueError) -> [ListedJob] {
        let base = keys.base(queue)
        switch place {
        case .ready:
            let tenants = try await send("LRANGE", base + ":ring", "0", "-1").texts()
            return try await gather(tenants.map { (base + ":t:" + $0, nil) }, place, first, limit)
        case .redelivery:
            return try await gather([(base + ":redo", nil)], place, first, limit)
        case .delayed:
            return try await delayed(base, first, limit)
        case .claimed:
            return try await gather(claims(base), place, first, limit)
        }
    }

    /// Looks for a job in every place of a queue shard; nil when it is in none. Reads the whole queue in chunks.
    ///
    /// - Throws: ``QueueError``.
    public func find(_ id: String, on queue: QueueAddress) async throws(QueueError) -> ListedJob? {
        let chunk = 1000
        for place in JobPlace.allCases {
            var first = 0
            while true {
                let page = try await jobs(on: queue, in: place, first: first, limit: chunk)
                if let job = page.first(where: { $0.job?.hexadecimalID == id }) { return job }
                guard page.count == chunk else { break }
                first += chunk
            }
        }
        return nil
    }

    private func gather(_ lists: [(key: String, claim: ListedClaim?)], _ place: JobPlace, _ first: Int, _ limit: Int) async throws(QueueError)
        -> [ListedJob]
    {
        var found: [ListedJob] = []
        var skip = first
        for list in lists where found.count < limit {
            let wanted = limit - found.count
            let entries = try await send("LRANGE", list.key, "\(skip)", "\(skip + wanted - 1)").entries()
            found += entries.map { ListedJob(place: place, envelope: $0, due: nil, claim: list.claim) }
            if skip > 0 { skip = entries.isEmpty ? max(0, skip - (try await send("LLEN", list.key).count())) : 0 }
        }
        return found
    }

    private func delayed(_ base: String, _ first: Int, _ limit: Int) async throws(QueueError) -> [ListedJob] {
        let values = try await send("ZRANGE", base + ":delayed", "\(first)", "\(first + limit - 1)", "WITHSCORES").entries()
        return stride(from: 0, to: values.count - 1, by: 2).map { index in
            let due = Int64(String(decoding: values[index + 1], as: UTF8.self))
            return ListedJob(place: .delayed, envelope: values[index], due: due, claim: nil)
        }
    }

    private func claims(_ base: String) async throws(QueueError) -> [(key: String, claim: ListedClaim?)] {
        let leases = try await send("ZRANGE", base + ":claims", "0", "-1", "WITHSCORES").texts()
        let owners = try await send("HGETALL", base + ":own").texts()
        let records = Dictionary(stride(from: 0, to: owners.count - 1, by: 2).map { (owners[$0], owners[$0 + 1]) }) { first, _ in first }
        return stride(from: 0, to: leases.count - 1, by: 2).map { index in
            let fields = (records[leases[index]] ?? "").split(separator: "|")
            let claim = ListedClaim(
                owner: fields.first.map(String.init) ?? "unknown",
                since: fields.count > 1 ? Int64(fields[1]) ?? 0 : 0,
                expiry: Int64(leases[index + 1]) ?? 0
            )
            return (base + ":c:" + leases[index], claim)
        }
    }

    private func send(_ name: StaticString, _ arguments: String...) async throws(QueueError) -> RedisValue {
        do {
            return try await client.send(RedisCommand(name, arguments.map { .string($0) }))
        } catch {
            throw QueueError(redis: error)
        }
    }
}
