import Foundation
import LeadrDomain
import LeadrJobs
import Postgres

/// Submissions as a busy game sends them: most to a BEST board and not improving, some to a counter, some to a board that keeps every run.
struct RankingWorkload {
    private let accountID = AccountID(UUID())
    private let gameID = GameID(UUID())
    private let best = BoardID(UUID())
    private let counter = BoardID(UUID())
    private let runs = BoardID(UUID())
    private let identities: [IdentityID]
    private let ids = UUIDv7Generator()
    private let clock = SystemClock()

    init(identities count: Int) {
        identities = (0..<count).map { _ in IdentityID(UUID()) }
    }

    /// Account, game and boards, as the transaction reads them.
    func prepare(_ pool: PostgresPool) async throws {
        try await insert(pool, "INSERT INTO accounts (id, name, slug) VALUES ($1, 'bench', 'bench')", [accountID])
        try await insert(pool, "INSERT INTO games (id, account_id, name, slug) VALUES ($1, $2, 'bench', 'bench')", [gameID, accountID])
        try await board(pool, best, "best", .runIdentity, .best)
        try await board(pool, counter, "counter", .counter, .notApplicable)
        try await board(pool, runs, "runs", .runRuns, .notApplicable)
    }

    /// The next jobs: 70 % BEST, 20 % counter, 10 % runs.
    func jobs(_ count: Int) -> [SubmissionJob] {
        (0..<count).map { index in
            switch index % 10 {
            case 0..<7: job(best, .runIdentity, value: pow(Double.random(in: 0..<1), 0.2) * 1_000_000)
            case 7..<9: job(counter, .counter, value: Double(Int.random(in: 1...20)))
            default: job(runs, .runRuns, value: Double.random(in: 0..<1_000_000))
            }
        }
    }

    private func job(_ board: BoardID, _ type: BoardType, value: Double) -> SubmissionJob {
        let player = Int.random(in: identities.indices)
        return SubmissionJob(
            eventID: ScoreEventID(ids.next()),
            acceptedAt: clock.now(),
            accountID: accountID,
            gameID: gameID,
            boardID: board,
            identityID: identities[player],
            isTest: false,
            boardType: type,
            value: value,
            valueDisplay: nil,
            metadata: Array(#"{"level":7,"character":"ranger"}"#.utf8),
            playerName: "player \(player)",
            runsAntiCheat: false,
            geo: GeoLocation(timezone: "Europe/Berlin", country: "DE", city: "Berlin")
        )
    }

    private func board(_ pool: PostgresPool, _ id: BoardID, _ name: String, _ type: BoardType, _ keep: KeepStrategy) async throws {
        try await insert(
            pool,
            """
            INSERT INTO boards (id, account_id, game_id, name, slug, short_code, is_active, sort_direction, board_type, keep_strategy)
            VALUES ($1, $2, $3, $4, $4, $4, true, 'DESCENDING', $5::text::board_type, $6::text::keep_strategy)
            """,
            [id, accountID, gameID, name, type.rawValue, keep.rawValue]
        )
    }

    private func insert(_ pool: PostgresPool, _ sql: String, _ parameters: [(any PostgresEncodable)?]) async throws {
        _ = try await pool.query(PostgresQuery(sql, parameters, operation: "insert", table: "bench"))
    }
}
