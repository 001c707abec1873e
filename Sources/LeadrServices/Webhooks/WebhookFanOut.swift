import Foundation
import LeadrDomain
import LeadrStore
import Logging
import Postgres

/// Turns recorded events into messages for the webhooks that want them (`docs/webhooks.md`). What a message says is read when it is written, so what was
/// erased meanwhile is not told of.
struct WebhookFanOut: Sendable {
    private let ids: any IDGenerator
    private let clock: any Clock
    private let logger: Logger

    /// - Parameters:
    ///   - logger: Told of events that cannot be told of.
    ///   - ids: Source of outbox ids.
    ///   - clock: Time of what is found out here.
    init(logger: Logger, ids: any IDGenerator = UUIDv7Generator(), clock: any Clock = SystemClock()) {
        self.logger = logger
        self.ids = ids
        self.clock = clock
    }

    /// Writes down what some events mean to webhooks, in the transaction that marks them as handed on. The deliveries are to be queued after it.
    ///
    /// - Returns: Events that are to come again: somebody changes their board at the moment, or it is to be looked at later.
    /// - Throws: `PostgresError` when the database fails.
    func publish(_ events: [OutboxEvent], in transaction: WebhookTransaction) async throws -> Set<UUID> {
        let concerned = events.filter { $0.webhookType != nil || $0.name == OutboxEvent.leaderSuspectedName }
        guard !concerned.isEmpty else { return [] }
        let webhooks = try await transaction.hold(webhooksOf: Set(concerned.compactMap(\.tenantID)).sorted()) {
            logger.error("A webhook cannot be read and gets nothing", metadata: ["webhook": "\($0?.uuidString ?? "?")", "error": "\($1)"])
        }
        var late: Set<UUID> = []
        for (event, suspicion) in Self.suspicions(concerned) {
            let isSettled = try await attempt(event, transaction) { try await transaction.lookAtLeader(suspicion, of: event, ids, at: clock.now()) }
            if !isSettled { late.insert(event.id) }
        }
        for event in concerned {
            guard let type = event.webhookType else { continue }
            if try await !attempt(event, transaction, { try await tell(type, event, transaction, webhooks) }) { late.insert(event.id) }
        }
        return late
    }

    /// Runs `body`, which says whether the event is done with. One that cannot be told of is.
    private func attempt(_ event: OutboxEvent, _ transaction: WebhookTransaction, _ body: () async throws -> Bool) async throws -> Bool {
        do {
            return try await transaction.attempt(body)
        } catch let error as PostgresError where error.isDataError || error.code == .decoding {
            // It would be no better the next time, and hold up all others.
            logger.error("Webhooks are not told of an event", metadata: ["event": "\(event.id)", "name": "\(event.name)", "error": "\(error)"])
            return true
        }
    }

    /// Where to look, each pool of a board once, ascending. Of several reasons the one that asks for most counts; the others are done with.
    private static func suspicions(_ events: [OutboxEvent]) -> [(event: OutboxEvent, suspicion: LeaderSuspicion)] {
        var byPool: [LeaderSuspicion: (event: OutboxEvent, suspicion: LeaderSuspicion)] = [:]
        for event in events {
            guard let suspicion = event.leaderSuspicion else { continue }
            let pool = LeaderSuspicion(boardID: suspicion.boardID, isTest: suspicion.isTest)
            byPool[pool] = byPool[pool].map { ($0.event, $0.suspicion.merged(with: suspicion)) } ?? (event, suspicion)
        }
        return byPool.values.sorted { $0.suspicion < $1.suspicion }
    }

    /// Stores the messages of an event; false when a board of it is changed at the moment.
    private func tell(
        _ type: WebhookEventType,
        _ event: OutboxEvent,
        _ transaction: WebhookTransaction,
        _ webhooks: [Webhook]
    ) async throws -> Bool {
        guard let messages = try await told(type, event, transaction) else { return false }
        try await transaction.store(messages, for: webhooks)
        return true
    }

    private func told(_ type: WebhookEventType, _ event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> [WebhookMessage]? {
        switch type {
        case .scoreAccepted, .scoreFlagged: return try await scoreMessages(type, event, transaction)
        case .boardCreated, .boardEnded:
            return try await boards(of: event, transaction)?.map { WebhookPayload.board(type, $0, of: event) }
        case .rankFirstPlace: return try await firstPlace(event, transaction)
        }
    }

    private func scoreMessages(_ type: WebhookEventType, _ event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> [WebhookMessage]? {
        guard let found = try await transaction.scores(event.scoreEventIDs) else { return nil }
        let doubts = type == .scoreFlagged ? Dictionary(grouping: try await transaction.flags(on: found.map(\.event.id)), by: \.scoreEventID) : [:]
        return found.map { score, board in
            WebhookPayload.score(type, score, on: board, flags: doubts[score.id] ?? [], of: event)
        }
    }

    private func firstPlace(_ event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> [WebhookMessage]? {
        guard let boards = try await boards(of: event, transaction) else { return nil }
        guard let change = event.firstPlace, let board = boards.first, let row = try await transaction.row(change.score) else { return [] }
        let former = try await transaction.present([change.former].compactMap { $0 }).first
        return [WebhookPayload.firstPlace(row, on: board, former: former, of: event)]
    }

    /// The board of an event, none when it is gone; nil when it is changed at the moment.
    private func boards(of event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> [Board]? {
        guard let id = event.boardID else { return [] }
        return try await transaction.boards([id])
    }
}
