import Redis

extension RedisJobQueue {
    /// Dead letters, oldest first.
    ///
    /// - Parameters:
    ///   - first: How many to skip.
    ///   - limit: At most so many.
    /// - Throws: ``QueueError``.
    public func deadLetters(on queue: QueueAddress, first: Int = 0, limit: Int) async throws(QueueError) -> [DeadLetter] {
        let arguments = [RedisArgument.integer(Int64(first)), .integer(Int64(limit))]
        return try await call("leadr_q2_dead_list", queue, arguments, readOnly: true).deadLetters()
    }

    /// The dead letters with those ids, as far as they are there.
    ///
    /// - Throws: ``QueueError``.
    public func deadLetters(_ ids: [String], on queue: QueueAddress) async throws(QueueError) -> [DeadLetter] {
        try await call("leadr_q2_dead_get", queue, ids.map { .string($0) }, readOnly: true).deadLetters()
    }

    /// Puts dead jobs back at the end of their queue, counters at zero.
    ///
    /// - Returns: The ids that were put back; entries that are no jobs stay dead.
    /// - Throws: ``QueueError``.
    public func retryDead(_ ids: [String], on queue: QueueAddress) async throws(QueueError) -> Set<String> {
        guard !ids.isEmpty else { return [] }
        return Set(try await call("leadr_q2_dead_retry", queue, ids.map { .string($0) }).texts())
    }

    /// Drops dead letters for good.
    ///
    /// - Returns: The ids that were there.
    /// - Throws: ``QueueError``.
    public func dropDead(_ ids: [String], on queue: QueueAddress) async throws(QueueError) -> Set<String> {
        guard !ids.isEmpty else { return [] }
        return Set(try await call("leadr_q2_dead_drop", queue, ids.map { .string($0) }).texts())
    }

    /// Some dead letters that nobody has copied yet; they are not trimmed before ``noteCopied(_:on:)``.
    ///
    /// - Throws: ``QueueError``.
    public func uncopiedDeadLetters(on queue: QueueAddress, limit: Int) async throws(QueueError) -> [DeadLetter] {
        try await call("leadr_q2_dead_uncopied", queue, [.integer(Int64(limit))], readOnly: true).deadLetters()
    }

    /// Notes that dead letters are kept elsewhere as well.
    ///
    /// - Throws: ``QueueError``.
    public func noteCopied(_ ids: [String], on queue: QueueAddress) async throws(QueueError) {
        guard !ids.isEmpty else { return }
        _ = try await call("leadr_q2_dead_copied", queue, ids.map { .string($0) })
    }

    /// Drops the oldest copied letters that are over a bound, at most `limit`.
    ///
    /// - Returns: Their ids.
    /// - Throws: ``QueueError``.
    public func trimDead(on queue: QueueAddress, to bounds: DeadLetterBounds, limit: Int = 500) async throws(QueueError) -> [String] {
        let arguments: [RedisArgument] = [
            .integer(Int64(bounds.letters)), .integer(Int64(bounds.bytes)), .integer(bounds.age.wholeMilliseconds), .integer(Int64(limit)),
        ]
        return try await call("leadr_q2_dead_trim", queue, arguments).texts()
    }
}
