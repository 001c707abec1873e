import Redis

extension RedisJobQueue {
    /// Checks the invariants of a queue shard: every job in exactly one place that workers can reach, every claim with a lease and an owner,
    /// counters right. One atomic step, after a scan for what no list leads to.
    ///
    /// - Parameters:
    ///   - scansKeys: Whether to look through all keys of the server for lists that nothing leads to. In steps, but all in all it costs the server
    ///     about a microsecond per key.
    ///   - deepLimit: Up to so many live jobs all of them are read, which holds up the server for about a microsecond each; above, they are counted.
    ///   - repairs: Whether to mend what is found.
    /// - Throws: ``QueueError``.
    public func check(
        _ queue: QueueAddress,
        scansKeys: Bool = true,
        deepLimit: Int = 50_000,
        repairs: Bool = false
    ) async throws(QueueError) -> QueueCheck {
        let candidates = scansKeys ? try await unreachable(queue) : []
        let picture = try await statistics(of: queue)
        let isDeep = max(picture.live, picture.dead) <= deepLimit
        let arguments: [RedisArgument] = [isDeep ? "1" : "0", repairs ? "1" : "0"] + candidates.map { .string($0) }
        let values = try await call("leadr_q2_check", queue, arguments).texts()
        guard values.count >= 2, (values.count - 2).isMultiple(of: 4) else { throw QueueError(.rejected, "Unexpected reply of a check") }
        let findings = stride(from: 2, to: values.count, by: 4).map { index in
            QueueFinding(code: values[index], subject: values[index + 1], expected: Int(values[index + 2]) ?? 0, actual: Int(values[index + 3]) ?? 0)
        }
        return QueueCheck(queue: queue, jobs: Int(values[0]) ?? 0, dead: Int(values[1]) ?? 0, isDeep: isDeep, findings: findings)
    }

    /// Lists of tenants and claims by the names of their keys, `t:…` and `c:…`. There is one of each per tenant with jobs and per claim.
    private func unreachable(_ queue: QueueAddress) async throws(QueueError) -> [String] {
        var names: Set<String> = []
        var cursor = "0"
        repeat {
            let step = try await call("leadr_q2_scan", queue, [.string(cursor)], readOnly: true).texts()
            cursor = step.first ?? "0"
            names.formUnion(step.dropFirst())
        } while cursor != "0"
        return names.sorted()
    }
}
