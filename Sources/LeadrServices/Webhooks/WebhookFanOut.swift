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
    /// - Throws: `PostgresError` when the database fails.
    func publish(_ events: [OutboxEvent], in transaction: WebhookTransaction) async throws {
        let concerned = events.filter { $0.webhookType != nil || $0.name == OutboxEvent.leaderSuspectedName }
        guard !concerned.isEmpty else { return }
        try await transaction.hold(webhooksOf: Set(concerned.compactMap(\.tenantID)).sorted())
        for suspicion in Self.suspicions(concerned) { try await transaction.lookAtLeader(suspicion, ids, at: clock.now()) }
        for event in concerned {
            guard let type = event.webhookType else { continue }
            do {
                try await transaction.attempt { try await transaction.store(try await told(type, event, transaction)) }
            } catch let error as PostgresError where error.isDataError || error.code == .decoding {
                // It would be no better the next time, and hold up all others.
                logger.error(
                    "Webhooks are not told of an event",
                    metadata: ["event": "\(event.id)", "type": "\(type.rawValue)", "error": "\(error)"]
                )
            }
        }
    }

    /// Where to look, each pool of a board once, ascending. Of several reasons the one that asks for most counts.
    private static func suspicions(_ events: [OutboxEvent]) -> [LeaderSuspicion] {
        var byPool: [LeaderSuspicion: LeaderSuspicion] = [:]
        for suspicion in events.compactMap(\.leaderSuspicion) {
            let pool = LeaderSuspicion(boardID: suspicion.boardID, isTest: suspicion.isTest)
            byPool[pool] = byPool[pool].map { $0.merged(with: suspicion) } ?? suspicion
        }
        return byPool.values.sorted()
    }

    private func told(_ type: WebhookEventType, _ event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> [WebhookMessage] {
        switch type {
        case .scoreAccepted, .scoreFlagged: try await scoreMessages(type, event, transaction)
        case .boardCreated, .boardEnded: try await board(of: event, transaction).map { [WebhookPayload.board(type, $0, of: event)] } ?? []
        case .rankFirstPlace: try await firstPlace(event, transaction)
        }
    }

    private func scoreMessages(_ type: WebhookEventType, _ event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> [WebhookMessage] {
        let found = try await transaction.scores(event.scoreEventIDs)
        guard !found.isEmpty else { return [] }
        let doubts = type == .scoreFlagged ? Dictionary(grouping: try await transaction.flags(on: found.map(\.event.id)), by: \.scoreEventID) : [:]
        return found.map { score, board in
            WebhookPayload.score(type, score, on: board, flags: doubts[score.id] ?? [], of: event)
        }
    }

    private func firstPlace(_ event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> [WebhookMessage] {
        guard let change = event.firstPlace, let board = try await board(of: event, transaction), let row = try await transaction.row(change.score)
        else { return [] }
        return [WebhookPayload.firstPlace(row, on: board, former: change.former, of: event)]
    }

    private func board(of event: OutboxEvent, _ transaction: WebhookTransaction) async throws -> Board? {
        guard let id = event.boardID else { return nil }
        return try await transaction.boards([id]).first
    }
}
