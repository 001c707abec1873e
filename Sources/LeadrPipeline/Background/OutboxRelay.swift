import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Turns recorded events into jobs: a change of a row on which ratios depend becomes work for the board state workers (`design.md §4`).
public struct OutboxRelay: Sendable {
    private let store: OutboxStore
    private let queue: any JobQueueDriver
    private let shards: ShardMap

    /// A relay from the outbox to the queues.
    public init(store: OutboxStore, queue: any JobQueueDriver, shards: ShardMap) {
        self.store = store
        self.queue = queue
        self.shards = shards
    }

    /// Relays until a batch comes back short.
    ///
    /// - Throws: `PostgresError`. A queue out of reach is recorded with the events, which stay.
    public func drain(batch: Int) async throws {
        while try await store.relay(limit: batch, publish) == batch {}
    }

    @Sendable private func publish(_ events: [OutboxEvent]) async throws {
        var jobs: [QueueAddress: [Job]] = [:]
        for event in events {
            guard let (board, job) = Self.job(for: event) else { continue }
            jobs[QueueAddress(Queues.boardState, shard: shards.shard(of: board)), default: []].append(job)
        }
        for (address, batch) in jobs { try await queue.enqueue(batch, on: address, limits: nil) }
    }

    /// The work an event causes; nil for events nobody consumes.
    private static func job(for event: OutboxEvent) -> (board: BoardID, job: Job)? {
        guard event.name == OutboxEvent.stateChangedName, let key = StateKey(stateChanged: event.payload) else { return nil }
        let work = BoardStateJob.recomputeRatio(board: key.boardID, identity: key.identityID, isTest: key.isTest)
        let job = Job(id: event.id, tenant: .system, enqueuedAt: event.occurredAt.microseconds / 1000, payload: work.encoded())
        return (key.boardID, job)
    }
}
