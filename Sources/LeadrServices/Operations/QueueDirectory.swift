import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState

/// The queues of an installation: the engine, their names and their shards.
public struct QueueDirectory: Sendable {
    /// The engine.
    public let engine: RedisJobQueue
    /// Names of all queues.
    public let names: [QueueName]
    /// Which shard holds a board's jobs.
    public let shards: ShardMap

    /// A directory.
    public init(engine: RedisJobQueue, names: [QueueName] = Queues.all, shards: ShardMap) {
        self.engine = engine
        self.names = names
        self.shards = shards
    }

    /// All shards of a queue.
    public func addresses(_ name: QueueName) -> [QueueAddress] {
        (0..<shards.count).map { QueueAddress(name, shard: $0) }
    }

    /// All shards of one queue, or of all queues.
    func addresses(of name: QueueName?) -> [QueueAddress] {
        (name.map { [$0] } ?? names).flatMap { addresses($0) }
    }

    /// One queue with its shards.
    ///
    /// - Throws: `QueueError`.
    func picture(_ name: QueueName) async throws(QueueError) -> QueuePicture {
        var shards: [QueueStatistics] = []
        for address in addresses(name) { shards.append(try await engine.statistics(of: address)) }
        return QueuePicture(name: name, shards: shards)
    }

    /// All workers that gave a sign of life lately, or hold claims.
    ///
    /// - Throws: `QueueError`.
    func workers() async throws(QueueError) -> [WorkerEntry] {
        var entries: [WorkerEntry] = []
        for address in addresses(of: nil) { entries += try await engine.workers(on: address).map { WorkerEntry(queue: address, worker: $0) } }
        return entries
    }

    /// The queue of that name; nil for any other text, so that no text of a caller becomes part of a key.
    public func name(_ text: String) -> QueueName? {
        names.first { $0.text == text }
    }

    /// The queue of that name.
    ///
    /// - Throws: ``DomainError`` 404.
    public func require(_ text: String) throws(DomainError) -> QueueName {
        guard let name = name(text) else { throw .notFound(entity: "Queue") }
        return name
    }
}
