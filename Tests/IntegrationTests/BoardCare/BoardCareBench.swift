import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Postgres

/// The operators' services for boards, with the board state workers' stage, on a database and keys of the test's own.
struct BoardCareBench {
    let world: StoreWorld
    let state: RedisStateAccess
    let index: RankIndex
    let care: BoardCare
    let actor = OperatorActor.command(user: "ann", host: "bench")

    static func run(_ body: @Sendable (BoardCareBench) async throws -> Void) async throws {
        try await StoreWorld.run("boardcare") { world in
            try await withRedisState { state in
                let index = state.rankIndex()
                try await state.confirmAll(index)
                let engine = RedisJobQueue(client: state.client, prefix: state.keys.prefix)
                let care = BoardCare(
                    pool: world.pool,
                    index: index,
                    directory: QueueDirectory(engine: engine, shards: state.keys.shards),
                    relay: APIFixture.relay(world.pool, state, engine),
                    logger: state.logger
                )
                try await body(BoardCareBench(world: world, state: state, index: index, care: care))
            }
        }
    }

    /// Ranks submissions as the ranking worker does, and brings their rows to the index.
    func rank(_ jobs: [SubmissionJob]) async throws {
        try await index.apply(try await world.ranking.apply(jobs).changes)
    }

    /// Does some work of the board state workers.
    func perform(_ work: BoardStateJob...) async throws {
        _ = try await BoardStateStage(world, state, index).perform(work)
    }

    func buildIndex(_ board: BoardID) async throws {
        try await perform(.rebuildIndex(board: board, isTest: false))
    }

    /// The jobs of the board state workers that wait, of all shards.
    func queued() async throws -> [BoardStateJob] {
        let engine = RedisJobQueue(client: state.client, prefix: state.keys.prefix)
        let owner = WorkerIdentity(host: "bench", processID: 42, instance: "i")
        var jobs: [BoardStateJob] = []
        for shard in 0..<state.keys.shards.count {
            let address = QueueAddress(Queues.boardState, shard: shard)
            let claim = try await engine.claim(100, from: address, token: ClaimToken(), owner: owner, lease: .seconds(60))
            jobs += try claim?.jobs.map { try BoardStateJob(decoding: $0.payload) } ?? []
        }
        return jobs
    }

    /// A ratio of two counters.
    func ratio(of wins: BoardID, _ games: BoardID) async throws -> BoardID {
        let board = try await world.board(.ratio)
        try await world.execute(
            "INSERT INTO board_ratio_configs (board_id, numerator_board_id, denominator_board_id, scale) VALUES ($1, $2, $3, 100)",
            [board, wins, games]
        )
        return board
    }

    func flag(_ event: ScoreEventID, _ status: FlagStatus) async throws {
        try await world.execute(
            "INSERT INTO score_flags (score_event_id, flag_type, confidence, status, metadata) VALUES ($1, 'velocity', 'high', $2, '{\"limit\": 2}')",
            [event, status.rawValue]
        )
    }

    func verify(_ board: BoardID, patience: Duration = .milliseconds(50)) async throws -> BoardVerification {
        try await care.verify(try await care.find(.id(board)), patience: patience)
    }

    /// Actions on record, the latest first.
    func audit() async throws -> [String] {
        try await world.execute("SELECT action FROM operator_actions ORDER BY at DESC, id DESC").map { try $0.decode(0) }
    }

    /// Rows of a table that belong to a board.
    func count(_ table: String, of board: BoardID, isTest: Bool? = nil) async throws -> Int {
        let pool = isTest.map { " AND is_test = \($0)" } ?? ""
        let result = try await world.execute("SELECT count(*) FROM \(table) WHERE board_id = $1\(pool)", [board])
        return Int(try result.firstRow?.decode(0, as: Int64.self) ?? -1)
    }
}

extension SubmissionJob {
    /// The submission as anti-cheat let it pass.
    var evaluated: SubmissionJob {
        var job = self
        job.verdict = AntiCheatVerdict(
            action: .accept,
            flagType: nil,
            confidence: nil,
            reason: nil,
            metadata: nil,
            submissionCount: 1,
            lastSubmissionAt: acceptedAt,
            lastScoreValue: value
        )
        return job
    }
}
