import JobQueue
import LeadrDomain

/// What operators look at: queues, jobs, workers. Changes nothing.
public struct QueueInspection: Sendable {
    /// The queues.
    public let directory: QueueDirectory
    private let letters: DeadLetterFinder

    init(directory: QueueDirectory, letters: DeadLetterFinder) {
        self.directory = directory
        self.letters = letters
    }

    /// Every queue with its shards.
    ///
    /// - Throws: `QueueError`.
    public func queues() async throws(QueueError) -> [QueuePicture] {
        var pictures: [QueuePicture] = []
        for name in directory.names { pictures.append(try await queue(name)) }
        return pictures
    }

    /// One queue with its shards.
    ///
    /// - Throws: `QueueError`.
    public func queue(_ name: QueueName) async throws(QueueError) -> QueuePicture {
        try await directory.picture(name)
    }

    /// Jobs of a queue, shard after shard and place after place, each in the order in which they will be taken.
    ///
    /// - Parameters:
    ///   - place: Only there; nil for every place.
    ///   - first: How many to skip.
    ///   - limit: At most so many.
    /// - Throws: `QueueError`.
    public func jobs(of name: QueueName, in place: JobPlace?, first: Int = 0, limit: Int) async throws(QueueError) -> [JobPicture] {
        var found: [JobPicture] = []
        var skip = first
        for address in directory.addresses(name) {
            let statistics = try await directory.engine.statistics(of: address)
            for place in place.map({ [$0] }) ?? JobPlace.allCases where found.count < limit {
                let count = statistics.count(in: place)
                if skip >= count {
                    skip -= count
                    continue
                }
                let entries = try await directory.engine.jobs(on: address, in: place, first: skip, limit: limit - found.count)
                found += entries.map { JobPicture($0, on: address) }
                skip = 0
            }
        }
        return found
    }

    /// A job wherever it is, alive or dead; nil when it is nowhere. Reads whole queues.
    ///
    /// - Parameter id: 32 hexadecimal digits.
    /// - Throws: `QueueError`, `PostgresError`.
    public func find(_ id: String) async throws -> FoundJob? {
        for address in directory.addresses(of: nil) {
            if let entry = try await directory.engine.find(id, on: address) { return .live(JobPicture(entry, on: address)) }
        }
        return try await letters.find(id).map { .dead($0) }
    }

    /// All workers that gave a sign of life lately, or hold claims.
    ///
    /// - Throws: `QueueError`.
    public func workers() async throws(QueueError) -> [WorkerEntry] {
        try await directory.workers()
    }
}

extension QueueStatistics {
    fileprivate func count(in place: JobPlace) -> Int {
        switch place {
        case .ready: ready
        case .redelivery: redelivery
        case .delayed: delayed
        case .claimed: claimed
        }
    }
}
