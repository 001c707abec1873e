import ByteJSON
import HTTPTypes
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import TestSupport
import Testing

/// An account with everything that a route can be about, and those who call for it.
struct MatrixTenant: Sendable {
    /// The name that a rival of the player holds on the board, which keeps names unique.
    static let rivalName = "Rival"

    let key: String
    let player: Player
    let things: MatrixThings

    /// Lists that show what exists, and the name of what they show.
    private static let lists = [
        "user_id": "/users", "key_id": "/api-keys", "template_id": "/board-templates", "state_id": "/board-states", "run_entry_id": "/run-entries",
        "event_id": "/score-events", "flag_id": "/score-flags", "metadata_id": "/score-submission-metadata", "device_id": "/devices",
        "session_id": "/identity-sessions", "webhook_id": "/webhooks", "delivery_id": "/webhook-deliveries",
    ]

    static func make(in api: APIFixture, name: String) async throws -> MatrixTenant {
        let world = try await World.make(in: api, name: name)
        let key = try await api.makeKey(for: world.accountID)
        let player = try await world.player(1)
        var things = ["account_id": world.accountID, "game_id": world.gameID, "identity_id": player.identityID]
        try await makeBoards(world, name, &things)
        try await play(player, world, &things)
        try await makeTemplate(world)
        try await makeWebhook(world)
        // The newest session, which routes show and end, is not the one that the player calls with.
        _ = try await world.player(1)
        for (name, path) in lists {
            let rows = try await api.admin(.get, path + "?account_id=\(world.accountID)").data
            things[name] = try #require(rows.first?["id"]?.string, "\(path) shows something")
        }
        return MatrixTenant(key: key, player: player, things: MatrixThings(things))
    }

    private static func makeBoards(_ world: World, _ name: String, _ things: inout [String: String]) async throws {
        let board = try await world.board("\(name) board", #","unique_player_names":true"#)
        let second = try await world.board("Second")
        let sources = #"{"numerator_board_id":"\#(board)","denominator_board_id":"\#(second)"}"#
        things["board_id"] = board
        things["second_board_id"] = second
        things["ratio_board_id"] = try await world.board("Rate", #","board_type":"RATIO","ratio_config":\#(sources)"#)
        things["runs_id"] = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
        let shown = try await world.api.admin(.get, "/boards/\(board)")
        (things["board_slug"], things["code"]) = (shown["slug"]?.string, shown["short_code"]?.string)
        things["game_slug"] = try await world.api.admin(.get, "/games/\(world.gameID)")["slug"]?.string
        things["account_slug"] = try await world.api.admin(.get, "/accounts/\(world.accountID)")["slug"]?.string
    }

    /// A ranked row of the player and one of a rival, runs of which anti-cheat flags the second, and a submission that just came in.
    private static func play(_ player: Player, _ world: World, _ things: inout [String: String]) async throws {
        let (board, runs) = (try #require(things["board_id"]), try #require(things["runs_id"]))
        let score = try await player.submit(5, to: board)
        try #require(score.status == 201)
        things["score_id"] = score["id"]?.string
        try #require(try await world.player(2).submit(4, to: board, name: rivalName).status == 201)
        for _ in 0..<2 { try #require(try await player.submit(1, to: runs).status == 201) }
        things["submission_id"] = try await player.submit(6, to: runs, wait: false)["submission_id"]?.string
    }

    private static func makeTemplate(_ world: World) async throws {
        let template = """
            {"account_id":"\(world.accountID)","game_id":"\(world.gameID)","name":"Weekly","repeat_interval":"weekly",
            "next_run_at":"2030-01-01T00:00:00Z","is_active":true}
            """
        try #require(try await world.api.admin(.post, "/board-templates", template).status == 201)
    }
}

extension MatrixTenant {
    /// A webhook and a delivery to it.
    private static func makeWebhook(_ world: World) async throws {
        let body = #"{"account_id":"\#(world.accountID)","url":"https://example.com/hook","event_types":["score.accepted"]}"#
        let webhook = try await world.api.admin(.post, "/webhooks", body)
        let id = try #require(webhook["id"]?.string)
        try #require(try await world.api.admin(.post, "/webhooks/\(id)/test").status == 200)
    }
}

extension APIFixture {
    /// Things that belong to the installation: a worker, a queue, a dead letter and a jam code.
    func operatorThings(buryingSubmissionOf tenant: MatrixTenant) async throws -> [String: String] {
        #expect(try await eventually { try await admin(.get, "/ops/workers").data.count == workerCount })
        let first = try #require(try await admin(.get, "/ops/workers").data.first)
        let worker = "\(try #require(first["host"]?.string)):\(try #require(first["pid"]?.integer))"
        // Nobody else takes the submission that is to die.
        try #require(try await admin(.post, "/ops/workers/\(worker.queryEscaped)/quiet").status == 200)
        let board = try #require(tenant.things["runs_id"])
        let receipt = try await tenant.player.submit(7, to: board, wait: false)
        try await queue.buryAll(on: QueueAddress(Queues.antiCheat, shard: keys.shards.shard(of: try BoardID(wire: board))))
        try #require(try await admin(.post, "/ops/workers/\(worker.queryEscaped)/resume").status == 200)
        let code = try await admin(.post, "/jam-codes", #"{"code":"JAM2030","description":"A jam"}"#)
        try await pool.registerTask("tidy")
        return [
            "task": "tidy", "queue": Queues.antiCheat.text, "worker": worker, "job_id": try #require(receipt["submission_id"]?.string),
            "jam_code_id": try #require(code["id"]?.string),
        ]
    }
}
