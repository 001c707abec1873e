import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore
import Logging

/// Turns recorded events into jobs of the board state and delivery workers (`design.md §4`). Events that ask for the same work, waiting already, cause no other job.
public struct OutboxRelay: Sendable {
    private let store: OutboxStore
    private let marks: WorkMarks
    private let queue: any JobQueueDriver
    private let shards: ShardMap
    private let logger: Logger

    /// A relay from the outbox to the queues.
    public init(store: OutboxStore, marks: WorkMarks, queue: any JobQueueDriver, shards: ShardMap, logger: Logger) {
        self.store = store
        self.marks = marks
        self.queue = queue
        self.shards = shards
        self.logger = logger
    }

    /// Relays until a batch comes back short.
    ///
    /// - Throws: `PostgresError`. A queue out of reach is recorded with the events, which stay.
    public func drain(batch: Int) async throws {
        while try await store.relay(limit: batch, publish) == batch {}
    }

    /// Relays events that were just recorded, so that their work does not wait for the scheduler. A failure is logged only: the scheduler relays them.
    public func send(_ events: [OutboxEvent]) async {
        guard !events.isEmpty else { return }
        do {
            try await store.relay(only: events.map(\.id), publish)
        } catch {
            logger.warning("Events wait for the scheduler to relay them", metadata: ["events": "\(events.count)", "error": "\(error)"])
        }
    }

    @Sendable private func publish(_ events: [OutboxEvent]) async throws {
        for (address, batch) in try MailJobs(events, shards: shards).byQueue { try await queue.enqueue(batch, on: address, limits: nil) }
        try await queueBoardWork(Self.requests(events))
    }

    private func queueBoardWork(_ requests: [Request]) async throws {
        guard !requests.isEmpty else { return }
        let isTaken = try await marks.take(requests.map { (WorkMarks.Work($0.work), $0.event.id) })
        var jobs: [QueueAddress: [Job]] = [:]
        for (request, isTaken) in zip(requests, isTaken) where isTaken {
            let address = QueueAddress(Queues.boardState, shard: shards.shard(of: request.work.boardID))
            jobs[address, default: []].append(try Self.job(request))
        }
        for (address, batch) in jobs { try await queue.enqueue(batch, on: address, limits: nil) }
    }

    private typealias Request = (event: OutboxEvent, work: BoardStateJob)

    /// The work of some events, the same work once, by its first event.
    private static func requests(_ events: [OutboxEvent]) -> [Request] {
        var seen: Set<BoardStateJob> = []
        return events.compactMap { event in
            guard let work = BoardStateJob(event), seen.insert(work).inserted else { return nil }
            return (event, work)
        }
    }

    private static func job(_ request: Request) throws(QueueError) -> Job {
        Job(
            id: request.event.id,
            tenant: try request.event.tenantID.map { account throws(QueueError) in try Tenant(account) } ?? .system,
            enqueuedAt: request.event.occurredAt.microseconds / 1000,
            payload: request.work.encoded()
        )
    }
}

extension WorkMarks.Work {
    /// The mark of a job.
    public init(_ job: BoardStateJob) {
        self.init(boardID: job.boardID, payload: job.encoded())
    }
}
