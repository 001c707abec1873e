import ByteJSON
import HTTPTypes
import Testing

/// Two tenants with everything a route can be about; the callers of the matrix and the things of the first tenant.
struct MatrixWorld: Sendable {
    let api: APIFixture
    /// Identifiers of the first tenant, by the names that path parameters have.
    let things: [String: String]
    private let keys: [MatrixCaller: String]
    private let players: [MatrixCaller: Player]

    /// Lists that show what exists, and the path parameter each one fills.
    private static let lists = [
        "user_id": "/users", "key_id": "/api-keys", "template_id": "/board-templates", "state_id": "/board-states", "run_entry_id": "/run-entries",
        "event_id": "/score-events", "flag_id": "/score-flags", "metadata_id": "/score-submission-metadata", "device_id": "/devices",
        "session_id": "/identity-sessions", "jam_code_id": "/jam-codes",
    ]

    static func make(in api: APIFixture) async throws -> MatrixWorld {
        let own = try await World.make(in: api, name: "Own")
        let foreign = try await World.make(in: api, name: "Foreign")
        let keys: [MatrixCaller: String] = [
            .ownKey: try await api.makeKey(for: own.accountID), .foreignKey: try await api.makeKey(for: foreign.accountID),
            .superadmin: APIFixture.superadminKey,
        ]
        let players: [MatrixCaller: Player] = [.player: try await own.player(1), .foreignPlayer: try await foreign.player(2)]
        let board = try await own.board("Board")
        var things = [
            "account_id": own.accountID, "game_id": own.gameID, "board_id": board, "queue": "anticheat",
            "job_id": "sev_00000000-0000-4000-8000-000000000000", "worker": "nowhere:1",
        ]
        try await play(try #require(players[.player]), own, board, &things)
        try await found(in: api, own, &things)
        return MatrixWorld(api: api, things: things, keys: keys, players: players)
    }

    /// A ranked row, a run and a second, flagged submission.
    private static func play(_ player: Player, _ world: World, _ board: String, _ things: inout [String: String]) async throws {
        let score = try await player.submit(5, to: board)
        try #require(score.status == 201)
        things["score_id"] = score["id"]?.string
        things["identity_id"] = player.identityID
        let runs = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
        for _ in 0..<2 { try #require(try await player.submit(1, to: runs).status == 201) }
        let receipt = try await player.submit(6, to: board, wait: false)
        things["submission_id"] = receipt["submission_id"]?.string
    }

    private static func found(in api: APIFixture, _ world: World, _ things: inout [String: String]) async throws {
        let template = """
            {"account_id":"\(world.accountID)","game_id":"\(world.gameID)","name":"Weekly","repeat_interval":"weekly",
            "next_run_at":"2030-01-01T00:00:00Z","is_active":true}
            """
        try #require(try await api.admin(.post, "/board-templates", template).status == 201)
        try #require(try await api.admin(.post, "/jam-codes", #"{"code":"JAM2030","description":"A jam"}"#).status == 201)
        for (name, path) in lists {
            let query = path == "/jam-codes" ? "" : "?account_id=\(world.accountID)"
            let rows = try await api.admin(.get, path + query).data
            things[name] = try #require(rows.first?["id"]?.string, "\(path) shows something")
        }
    }

    /// Members of a body that fits, each with a comma behind it: what a route must be told, one field excepted.
    func members(of route: MatrixRoute, without field: String) -> String {
        route.required.subtracting([field]).sorted().map { name in
            let value = things[name].map { #""\#($0)""# } ?? Self.samples[name] ?? #""Sample text""#
            return #""\#(name)":\#(value),"#
        }.joined()
    }

    private static let samples = [
        "email": #""sample@example.com""#, "repeat_interval": #""daily""#, "next_run_at": #""2030-01-01T00:00:00Z""#, "is_active": "true",
        "client_fingerprint": #""\#(String(repeating: "e", count: 64))""#, "code": #""SAMPLE""#,
    ]

    /// Calls a route as somebody, with a body of its own if one is given.
    func call(_ route: MatrixRoute, as caller: MatrixCaller, body given: String? = nil) async throws -> Answer {
        var headers: HTTPFields = [:]
        if let key = keys[caller] { headers[HTTPField.Name("leadr-api-key")!] = key }
        if let player = players[caller] { headers[.authorization] = "Bearer \(player.token)" }
        var (path, body) = (route.path(things), route.body(things))
        switch route.name {
        case "GET /client/scores": path += "?board_id=\(things["board_id"] ?? "")"
        // The rule about it comes after the schema.
        case "POST /accounts": body = #"{"name":"Studio of \#(caller.rawValue)"}"#
        case "POST /client/scores":
            body = #"{"board_id":"\#(things["board_id"] ?? "")","player_name":"","value":1}"#
            if let player = players[caller] { headers[HTTPField.Name("leadr-client-nonce")!] = try await player.nonce() }
        default: break
        }
        if let given { body = given }
        return try await api.send(route.method, path, headers: headers, body: body)
    }
}
