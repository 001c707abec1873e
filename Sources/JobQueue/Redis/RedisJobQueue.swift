import Redis

/// The engine on Redis lists and server-side functions; see ``JobQueueDriver`` for what each step does and `QueueFunctions` for how.
public struct RedisJobQueue: JobQueueDriver {
    /// The functions behind the engine. Processes load them at their start.
    public static var library: RedisFunctionLibrary { QueueFunctions.library }

    let client: RedisClient
    let keys: QueueKeys

    /// A driver on a connected client.
    ///
    /// - Parameter prefix: start of every key, for example `leadr:q:`; letters, digits, `_`, `-` and `:` only.
    public init(client: RedisClient, prefix: String) {
        self.client = client
        keys = QueueKeys(prefix: prefix)
    }

    /// See ``JobQueueDriver/enqueue(_:on:limits:)``.
    public func enqueue(_ jobs: [Job], on queue: QueueAddress, limits: QueueLimits?) async throws(QueueError) {
        guard !jobs.isEmpty else { return }
        var arguments: [RedisArgument] = [.integer(Int64(limits?.jobs ?? 0)), .integer(Int64(limits?.bytes ?? 0))]
        arguments.reserveCapacity(2 + jobs.count * 2)
        for job in jobs {
            arguments.append(.string(job.tenant.text))
            arguments.append(.bytes(JobEnvelope.encode(job)))
        }
        let others = limits?.sharedWith.map { keys.base(QueueAddress($0, shard: queue.shard)) } ?? []
        _ = try await call("leadr_q2_enqueue", keys: [keys.base(queue)] + others, arguments)
        QueueMetrics.enqueued(queue.name, count: jobs.count)
    }

    /// See ``JobQueueDriver/claim(_:from:token:owner:lease:)``.
    public func claim(
        _ limit: Int,
        from queue: QueueAddress,
        token: ClaimToken,
        owner: WorkerIdentity,
        lease: Duration
    ) async throws(QueueError) -> Claim? {
        let arguments: [RedisArgument] = [
            .string(token.text), .integer(Int64(limit)), .integer(lease.wholeMilliseconds), .string(owner.description),
        ]
        let entries = try await call("leadr_q2_claim", queue, arguments).entries()
        return entries.isEmpty ? nil : Claim(token: token, queue: queue, entries: entries)
    }

    /// See ``JobQueueDriver/beat(_:renewing:on:lease:)``.
    public func beat(
        _ beat: WorkerBeat,
        renewing tokens: [ClaimToken],
        on queue: QueueAddress,
        lease: Duration
    ) async throws(QueueError) -> BeatReply {
        let arguments: [RedisArgument] =
            [.integer(lease.wholeMilliseconds), .string(beat.identity.description), .string(beat.record)] + tokens.map { .string($0.text) }
        let reply = try await call("leadr_q2_beat", queue, arguments).texts()
        let lost = Set(reply.dropFirst())
        return BeatReply(lost: Set(tokens.filter { lost.contains($0.text) }), isQuiet: reply.first == "1")
    }

    /// See ``JobQueueDriver/leave(_:on:)``.
    public func leave(_ worker: WorkerIdentity, on queue: QueueAddress) async throws(QueueError) {
        _ = try await call("leadr_q2_leave", queue, [.string(worker.description)])
    }

    /// See ``JobQueueDriver/settle(_:on:_:)``.
    public func settle(_ token: ClaimToken, on queue: QueueAddress, _ settlements: [Settlement]) async throws(QueueError) -> Bool {
        let request = SettleRequest(token: token, queue: queue, settlements: settlements)
        let bases = [keys.base(queue)] + request.nextQueues.map { keys.base($0) }
        let reply = try await call("leadr_q2_settle", keys: bases, request.arguments)
        let isHeld = try reply.count() == 1
        if isHeld { request.countForwarded() }
        return isHeld
    }

    /// See ``JobQueueDriver/handBack(_:on:)``.
    public func handBack(_ token: ClaimToken, on queue: QueueAddress) async throws(QueueError) -> Int {
        try await call("leadr_q2_handback", queue, [.string(token.text)]).count()
    }

    /// See ``JobQueueDriver/promote(on:limit:)``.
    public func promote(on queue: QueueAddress, limit: Int) async throws(QueueError) -> Int {
        try await call("leadr_q2_promote", queue, [.integer(Int64(limit))]).count()
    }

    /// See ``JobQueueDriver/reap(on:limit:rules:)``.
    public func reap(on queue: QueueAddress, limit: Int, rules: ReapRules) async throws(QueueError) -> ReapReport {
        let arguments: [RedisArgument] = [
            .integer(Int64(limit)), .integer(rules.countsDeliveries ? 1 : 0), .integer(Int64(rules.maximumDeliveries)),
            .integer(rules.longestOverdue.wholeMilliseconds),
        ]
        let counts = try await call("leadr_q2_reap", queue, arguments).counts(3)
        return ReapReport(claims: counts[0], redelivered: counts[1], parked: counts[2])
    }

    /// See ``JobQueueDriver/statistics(of:)``.
    public func statistics(of queue: QueueAddress) async throws(QueueError) -> QueueStatistics {
        try QueueStatistics(reply: await call("leadr_q2_stats", queue, [], readOnly: true).counts(17))
    }

    /// See ``JobQueueDriver/setPaused(_:on:)``.
    public func setPaused(_ isPaused: Bool, on queue: QueueAddress) async throws(QueueError) {
        _ = try await call("leadr_q2_pause", queue, [.integer(isPaused ? 1 : 0)])
    }

    /// See ``JobQueueDriver/deadJobs(on:limit:)``.
    public func deadJobs(on queue: QueueAddress, limit: Int) async throws(QueueError) -> [DeadJob] {
        try await deadLetters(on: queue, limit: limit).map { DeadJob(id: $0.id, reason: $0.reason, envelope: $0.envelope) }
    }

    /// Blocks in `BLPOP` on a connection of its own.
    public func makeWaiter(for queue: QueueAddress) -> any JobWaiter {
        RedisJobWaiter(connection: client.makeBlockingConnection(), key: keys.wake(queue))
    }

    /// Run id of the server, or of all masters of a cluster, as the client last saw it.
    public func contact() -> ServerContact {
        ServerContact(serverLife: client.state.runID)
    }

    func call(
        _ function: StaticString,
        _ queue: QueueAddress,
        _ arguments: [RedisArgument],
        readOnly: Bool = false
    ) async throws(QueueError) -> RedisValue {
        try await call(function, keys: [keys.base(queue)], arguments, readOnly: readOnly)
    }

    private func call(
        _ function: StaticString,
        keys: [String],
        _ arguments: [RedisArgument],
        readOnly: Bool = false
    ) async throws(QueueError) -> RedisValue {
        do {
            let library = QueueFunctions.library
            let named = client.isCluster ? keys + [self.keys.absent(keys[0])] : keys
            return try await client.call(function, in: library, keys: named.map { .string($0) }, arguments: arguments, readOnly: readOnly)
        } catch {
            throw QueueError(redis: error)
        }
    }
}
