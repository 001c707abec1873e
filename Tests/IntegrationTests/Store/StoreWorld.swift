import Foundation
import LeadrDomain
import LeadrJobs
import LeadrStore
import Postgres
import TestSupport

/// A database with an account and a game, and the few moves the ranking tests are written in.
struct StoreWorld {
    let pool: PostgresPool
    let accountID = AccountID(UUID())
    let gameID = GameID(UUID())
    let ranking: RankingTransaction

    /// Runs `body` on a fresh database.
    static func run(_ topic: String, usesInbox: Bool = false, _ body: (StoreWorld) async throws -> Void) async throws {
        try await TestDatabase.withSchema(topic) { pool in
            let world = StoreWorld(pool: pool, usesInbox: usesInbox)
            try await world.execute("INSERT INTO accounts (id, name, slug) VALUES ($1, 'a', 'a')", [world.accountID])
            try await world.execute(
                "INSERT INTO games (id, account_id, name, slug) VALUES ($1, $2, 'g', 'g')",
                [world.gameID, world.accountID]
            )
            try await body(world)
        }
    }

    private init(pool: PostgresPool, usesInbox: Bool) {
        self.pool = pool
        var options = RankingOptions()
        options.usesInbox = usesInbox
        ranking = RankingTransaction(pool: pool, options: options)
    }

    func board(
        _ type: BoardType = .runIdentity,
        keep: KeepStrategy = .best,
        descending: Bool = true,
        ties: TiePolicy = .newest,
        uniqueNames: Bool = false
    ) async throws -> BoardID {
        let id = BoardID(UUID())
        try await execute(
            """
            INSERT INTO boards (id, account_id, game_id, name, slug, short_code, is_active, sort_direction, board_type, keep_strategy, unique_player_names,
                tie_policy)
            VALUES ($1, $2, $3, 'b', $4, $4, true, $5, $6::text::board_type, $7::text::keep_strategy, $8, $9)
            """,
            [
                id, accountID, gameID, id.wire, descending ? "DESCENDING" : "ASCENDING", type.rawValue,
                (type == .runIdentity ? keep : .notApplicable).rawValue, uniqueNames, ties.rawValue,
            ]
        )
        return id
    }

    func identity() async throws -> IdentityID {
        let id = IdentityID(UUID())
        try await execute(
            "INSERT INTO identities (id, account_id, game_id, kind, external_key) VALUES ($1, $2, $3, 'CUSTOM', $4)",
            [id, accountID, gameID, id.wire]
        )
        return id
    }

    /// A submission accepted `at` microseconds into the test's time.
    func job(
        _ board: BoardID,
        _ identity: IdentityID,
        _ value: Double,
        at time: Int64 = 0,
        type: BoardType = .runIdentity,
        name: String = "",
        isTest: Bool = false
    ) -> SubmissionJob {
        SubmissionJob(
            eventID: ScoreEventID(UUID()),
            acceptedAt: Timestamp(microseconds: 1_700_000_000_000_000 + time),
            accountID: accountID,
            gameID: gameID,
            boardID: board,
            identityID: identity,
            isTest: isTest,
            boardType: type,
            value: value,
            valueDisplay: type == .counter ? nil : "<\(value)>",
            metadata: Array("{\"v\":\(value)}".utf8),
            playerName: name,
            runsAntiCheat: false,
            geo: GeoLocation(country: "DE")
        )
    }

    /// The state of a player, deleted or not.
    func state(_ board: BoardID, _ identity: IdentityID, isTest: Bool = false) async throws -> BoardState? {
        let key = StateKey(boardID: board, identityID: identity, isTest: isTest)
        return try await pool.query(BoardStateSQL.read([key])).firstRow.map { try BoardStateSQL.decode($0) }
    }

    /// The events that wait to be sent, oldest first.
    func outbox() async throws -> [OutboxEvent] {
        try await execute("SELECT id, event_name, payload, occurred_at FROM outbox WHERE published_at IS NULL ORDER BY occurred_at, id").map { row in
            OutboxEvent(
                id: try row.decode(0),
                name: try row.decode(1),
                payload: try row.decode(2, as: PostgresJSON.self).bytes,
                occurredAt: try row.decode(3)
            )
        }
    }

    @discardableResult
    func execute(_ sql: String, _ parameters: [(any PostgresEncodable)?] = []) async throws -> PostgresResult {
        try await pool.query(PostgresQuery(sql, parameters, operation: "test", table: "test"))
    }

    /// Where all this is, for other processes.
    func databaseName() async throws -> String {
        try await execute("SELECT current_database()").firstRow?.decode(0) ?? ""
    }

    func count(_ table: String) async throws -> Int {
        Int(try await execute("SELECT count(*) FROM \(table)").firstRow?.decode(0, as: Int64.self) ?? -1)
    }
}

extension BoardState {
    /// The state without what tells about writing rather than about scores.
    var content: BoardState {
        var copy = self
        copy.version = 0
        copy.updatedAt = Timestamp(microseconds: 0)
        return copy
    }
}
