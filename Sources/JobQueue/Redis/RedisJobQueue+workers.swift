import Redis

extension RedisJobQueue {
    /// Workers of a queue shard that gave a sign of life within the hour, or hold claims.
    ///
    /// - Throws: ``QueueError``.
    public func workers(on queue: QueueAddress) async throws(QueueError) -> [WorkerPicture] {
        let values = try await call("leadr_q2_workers", queue, [], readOnly: true).texts()
        let now = values.first.flatMap { Int64($0) } ?? 0
        let fields = Array(values.dropFirst())
        return stride(from: 0, to: fields.count, by: WorkerPicture.width).compactMap { index in
            WorkerPicture(fields[index..<min(index + WorkerPicture.width, fields.count)], now: now)
        }
    }

    /// Tells one worker to take nothing more, or to go on.
    ///
    /// - Returns: False when no such worker was seen on the queue.
    /// - Throws: ``QueueError``.
    public func setQuiet(_ isQuiet: Bool, worker: WorkerIdentity, on queue: QueueAddress) async throws(QueueError) -> Bool {
        try await call("leadr_q2_quiet", queue, [.string(worker.description), isQuiet ? "1" : "0"]).count() == 1
    }
}
