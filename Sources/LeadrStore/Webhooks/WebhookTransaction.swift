import Foundation
import LeadrDomain
import Postgres

/// What telling webhooks of recorded events reads and writes, inside the transaction that marks the events as handed on.
public struct WebhookTransaction {
    private let connection: PostgresConnection

    /// On the connection of a transaction.
    public init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// Runs `body`; what it wrote is undone when it throws, and the transaction goes on.
    public func attempt<R>(_ body: () async throws -> R) async throws -> R {
        try await execute("SAVEPOINT told")
        do {
            let result = try await body()
            try await execute("RELEASE SAVEPOINT told")
            return result
        } catch {
            try await execute("ROLLBACK TO SAVEPOINT told")
            throw error
        }
    }

    /// The webhooks of some accounts that get messages, held as they are until the transaction ends. To be called first: whoever changes one waits, or is
    /// waited for.
    ///
    /// - Parameter skip: Told of rows that cannot be read, by their id; they keep nobody else's messages back.
    public func hold(webhooksOf accounts: [AccountID], skip: (UUID?, PostgresError) -> Void) async throws -> [Webhook] {
        try await connection.query(WebhookSQL.listening(of: accounts)).compactMap { row in
            do throws(PostgresError) {
                return try WebhookSQL.decode(row)
            } catch {
                skip(try? row.decode(0), error)
                return nil
            }
        }
    }

    /// Events among the ids that are still there, with their boards; nil when a board is changed at the moment. Nothing of a player who is erased: the
    /// boards are held, and erasures of players on them ended before, or come after the transaction and find what it wrote.
    public func scores(_ ids: [ScoreEventID]) async throws -> [(event: ScoreEvent, board: Board)]? {
        let found = try await connection.query(ScoreEventRepository.selection(of: ids)).map { try ScoreEventRepository.event($0) }
        guard let held = try await boards(Set(found.map(\.boardID)).sorted()) else { return nil }
        let boards = Dictionary(held.map { ($0.id, $0) }) { first, _ in first }
        let players = Set(try await present(Set(found.map(\.identityID)).sorted()))
        return found.compactMap { event in
            guard let board = boards[event.boardID], players.contains(event.identityID) else { return nil }
            return (event, board)
        }
    }

    /// Those of some players who were not erased.
    public func present(_ players: [IdentityID]) async throws -> [IdentityID] {
        let erased = Set(try await connection.query(PlayerErasureSQL.erased(among: players)).map { try $0.decode(0, as: IdentityID.self) })
        return players.filter { !erased.contains($0) }
    }

    /// Live flags on some events, in the order they were made.
    public func flags(on events: [ScoreEventID]) async throws -> [ScoreFlag] {
        try await connection.query(ScoreFlagRepository.selection(on: events)).map { try ScoreFlagRepository.flag($0) }
    }

    /// Live boards among the ids, held as they are, as ranking transactions hold them; nil when one is changed at the moment. That is not waited for: it
    /// may take long, and everybody's events go through here.
    public func boards(_ ids: [BoardID]) async throws -> [Board]? {
        let results = try await connection.pipeline([BoardRepository.holding(ids), BoardRepository.selection(of: ids, "id")])
        let held = try results[0].map { try BoardColumns.board($0) }
        let ids = Set(held.map(\.id))
        for row in results[1] where try !ids.contains(row.decode(0)) { return nil }
        return held
    }

    /// The live row behind a score id; its board is to be held.
    public func row(_ id: ScoreID) async throws -> RankedRow? {
        for table in RankedTable.allCases {
            if let row = try await connection.query(table.selection(of: [id.uuid])).firstRow { return try table.row(row) }
        }
        return nil
    }

    /// Finds out whether another player is first on a pool of a board, and records the event if so.
    ///
    /// Looks at one board and pool wait for each other until the transaction ends, and each sees all that was committed before. When the best row became
    /// worse, ranking transactions that still know the better one may write a row that they take for no first: somebody looks again until they have
    /// ended. So every change that lasts until somebody looks is told of, once.
    ///
    /// - Parameter event: The recorded suspicion. It has what the next look needs when one is needed.
    /// - Returns: Whether nobody needs to look again.
    public func lookAtLeader(_ suspicion: LeaderSuspicion, of event: OutboxEvent, _ ids: any IDGenerator, at now: Timestamp) async throws -> Bool {
        guard let boards = try await boards([suspicion.boardID]) else {
            _ = try await connection.query(OutboxSQL.replace(.leaderSuspected(suspicion, of: event)))
            return false
        }
        guard let board = boards.first else { return true }
        // Before the rows are read: a transaction that ends in between has not ended by this look.
        let found = try await connection.pipeline(BoardLeaderSQL.lock(board.id, isTest: suspicion.isTest) + [LeaderSuspicion.Horizon.reading])
        let horizon = try LeaderSuspicion.Horizon(found[2].firstRow)
        let former = try found[1].firstRow?.decode(0, as: IdentityID?.self)
        let formerValue = try found[1].firstRow?.decode(1, as: Double?.self)
        let leader = try await first(on: board, isTest: suspicion.isTest)
        var statements = [BoardLeaderSQL.record(leader, on: board.id, isTest: suspicion.isTest)]
        if let leader, leader.identityID != former {
            let change = FirstPlace(row: leader, former: former)
            statements.append(OutboxSQL.insert([.firstPlaceTaken(change, id: ids.next(), at: now, tenant: board.accountID)]))
        }
        let isWorse = formerValue.map { (leader?.rankValue ?? .infinity) > $0 } ?? false
        let next = suspicion.next(isWorse: isWorse, horizon)
        if let next { statements.append(OutboxSQL.replace(.leaderSuspected(next, of: event))) }
        _ = try await connection.pipeline(statements)
        return next == nil
    }

    /// Stores messages with a delivery to each of the webhooks that wants them, once however often it is repeated. Messages that nobody wants are not
    /// stored. The deliveries are pending, and nobody has queued them.
    public func store(_ messages: [WebhookMessage], for webhooks: [Webhook]) async throws {
        let plan = WebhookPlan(messages, webhooks)
        guard !plan.deliveries.isEmpty else { return }
        _ = try await connection.pipeline([WebhookSQL.insertion(of: plan.messages), WebhookSQL.insertion(of: plan.deliveries)])
    }

    private func first(on board: Board, isTest: Bool) async throws -> RankedRow? {
        let filter = RankedRowFilter(board, isTest: isTest)
        let order = SortSpec.scores(isDescending: filter.isDescending, ties: board.tiePolicy)
        let query = RankedRowQuery.make(filter, terms: order.terms, predicate: nil, count: 1)
        return try await connection.query(query).firstRow.map { try RankedTable(board.boardType).row($0) }
    }

    private func execute(_ statement: String) async throws {
        _ = try await connection.query(PostgresQuery(statement, [], operation: "savepoint", table: "none"))
    }
}
