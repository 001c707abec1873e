import Foundation
import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrStore
import Logging

/// Delivers what jobs name: takes it in the database, hands it to its peer, notes what became of it.
///
/// A worker that is killed or stopped between the two leaves something that is delivered once more; nothing else delivers twice.
struct Courier<Channel: DeliveryChannel>: Sendable {
    typealias ID = EntityID<Channel.Kind>

    let channel: Channel
    let options: DeliveryOptions
    let logger: Logger
    let unrecorded = UnrecordedDeliveries<Channel.Kind, Channel.Item, Channel.Receipt>()

    init(_ channel: Channel, options: DeliveryOptions, logger: Logger) {
        self.channel = channel
        self.options = options
        self.logger = logger
    }

    /// Delivers what is to be delivered of some items.
    ///
    /// - Returns: What becomes of the jobs, by item; those missing are done.
    /// - Throws: `PostgresError`, after all attempts have ended.
    func deliver(_ all: [DeliveryTask<Channel.Kind>]) async throws -> [ID: JobOutcome] {
        guard !all.isEmpty else { return [:] }
        // An item may have two jobs; in one batch they are one attempt.
        let tasks = Dictionary(all.map { ($0.id, $0) }) { $0.failures > $1.failures ? $0 : $1 }.values.sorted { $0.id < $1.id }
        for task in tasks {
            // What went out while the database was away.
            if let sent = unrecorded.sent(task.id) { try await record(sent.item, sent.receipt) }
        }
        let ids = tasks.map(\.id)
        if let refusal = channel.commonGate?.refusal() {
            try await channel.postpone(ids, by: refusal)
            return Dictionary(ids.map { ($0, JobOutcome.postpone(after: refusal)) }) { first, _ in first }
        }
        return try await attempt(tasks)
    }

    private func attempt(_ tasks: [DeliveryTask<Channel.Kind>]) async throws -> [ID: JobOutcome] {
        let token = UUID()
        let claims = try await channel.claim(tasks.map(\.id), for: options.lease, as: token)
        return try await withThrowingTaskGroup(of: (ID, Result<JobOutcome, any Error>).self) { group in
            var outcomes: [ID: JobOutcome] = [:]
            for task in tasks {
                switch claims[task.id] {
                case .taken(let item)?: group.addTask { (task.id, await Result { try await attempt(item, token, failures: task.failures) }) }
                case .busy(let rest)?: outcomes[task.id] = .postpone(after: rest + .seconds(1))
                case nil: break
                }
            }
            var failure: (any Error)?
            for try await (id, result) in group {
                switch result {
                case .success(let outcome): outcomes[id] = outcome
                case .failure(let error): failure = error
                }
            }
            if let failure { throw failure }
            return outcomes
        }
    }

    /// Notes that an item was delivered, also when the worker must stop: what is not noted goes out again.
    func record(_ item: Channel.Item, _ receipt: Channel.Receipt) async throws {
        let isNews = try await Task { [channel] in try await channel.finish(item, receipt) }.value
        unrecorded.forget(channel.id(of: item))
        guard isNews else { return }
        channel.ended(item, .delivered)
        channel.delivered(item)
    }
}
