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

    /// Events among the ids that are still there.
    public func scores(_ ids: [ScoreEventID]) async throws -> [ScoreEvent] {
        try await connection.query(ScoreEventRepository.selection(of: ids)).map { try ScoreEventRepository.event($0) }
    }

    /// Live flags on some events, in the order they were made.
    public func flags(on events: [ScoreEventID]) async throws -> [ScoreFlag] {
        try await connection.query(ScoreFlagRepository.selection(on: events)).map { try ScoreFlagRepository.flag($0) }
    }

    /// Live boards among the ids, in no order.
    public func boards(_ ids: [BoardID]) async throws -> [Board] {
        try await connection.query(BoardRepository.selection(of: ids)).map { try BoardColumns.board($0) }
    }

    /// The live row behind a score id.
    public func row(_ id: ScoreID) async throws -> RankedRow? {
        for table in RankedTable.allCases {
            if let row = try await connection.query(table.selection(of: [id.uuid])).firstRow { return try table.row(row) }
        }
        return nil
    }

    /// Finds out whether another player is first on a pool of a board, and records the event if so.
    ///
    /// Looks at one board and pool wait for each other until the transaction ends, and each sees all that was committed before: whatever order ranking
    /// transactions end in, every change that lasts until somebody looks is told of, once. Boards are to be looked at in ascending order.
    public func lookAtLeader(of board: BoardID, isTest: Bool, _ ids: any IDGenerator, at now: Timestamp) async throws {
        guard let found = try await boards([board]).first else { return }
        let former = try await connection.pipeline(BoardLeaderSQL.lock(board, isTest: isTest))[1].firstRow?.decode(0, as: IdentityID?.self)
        let leader = try await first(on: found, isTest: isTest)
        var statements = [BoardLeaderSQL.record(leader, on: board, isTest: isTest)]
        if let leader, leader.identityID != former {
            let change = FirstPlace(row: leader, former: former)
            statements.append(OutboxSQL.insert([.firstPlaceTaken(change, id: ids.next(), at: now, tenant: found.accountID)]))
        }
        _ = try await connection.pipeline(statements)
    }

    /// Stores messages with a delivery to each webhook that wants them, once however often it is repeated. Messages that nobody wants are not stored. The
    /// deliveries are pending, and nobody has queued them.
    public func store(_ messages: [WebhookMessage]) async throws {
        guard !messages.isEmpty else { return }
        let accounts = Set(messages.map(\.accountID)).sorted()
        let webhooks = try await connection.query(WebhookSQL.listening(of: accounts)).map { try WebhookSQL.decode($0) }
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
