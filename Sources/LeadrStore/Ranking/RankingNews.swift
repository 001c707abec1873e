import LeadrDomain
import Postgres

/// What changed of ranked rows that a webhook wants to hear of. No I/O.
struct RankingNews: Hashable, Sendable {
    /// Events that took effect, by account.
    private(set) var accepted: [AccountID: [ScoreEventID]] = [:]
    /// Those of them that were flagged.
    private(set) var flagged: [AccountID: [ScoreEventID]] = [:]
    /// Where another player may be first, with the account of the board.
    private(set) var suspicions: [LeaderSuspicion: AccountID] = [:]

    /// Notes an event that took effect.
    mutating func accept(_ event: ScoreEvent, isFlagged: Bool, on board: RankingBoard) {
        if board.listeners.wants(.scoreAccepted) { accepted[event.accountID, default: []].append(event.id) }
        if isFlagged, board.listeners.wants(.scoreFlagged) { flagged[event.accountID, default: []].append(event.id) }
    }

    /// Notes rows that were written.
    mutating func note(_ rows: some Sequence<RankedRow>, on boards: [BoardID: RankingBoard]) {
        for row in rows {
            guard let board = boards[row.boardID], board.listeners.suspect(row) else { continue }
            suspicions[LeaderSuspicion(boardID: row.boardID, isTest: row.isTest)] = board.accountID
        }
    }

    /// The events to record, in a fixed order.
    func events(_ ids: any IDGenerator, at now: Timestamp) -> [OutboxEvent] {
        var events: [OutboxEvent] = []
        for (type, scores) in [(WebhookEventType.scoreAccepted, accepted), (.scoreFlagged, flagged)] {
            for (account, scores) in scores.sorted(by: { $0.key < $1.key }) {
                events.append(.scores(type, scores, id: ids.next(), at: now, tenant: account))
            }
        }
        for (suspicion, account) in suspicions.sorted(by: { $0.key < $1.key }) {
            events.append(.leaderSuspected(suspicion, id: ids.next(), at: now, tenant: account))
        }
        return events
    }
}

extension RankingNews {
    /// Records the events in a transaction.
    func record(_ ids: any IDGenerator, at now: Timestamp, on connection: PostgresConnection) async throws(PostgresError) {
        try await OutboxSQL.record(events(ids, at: now), on: connection)
    }
}
