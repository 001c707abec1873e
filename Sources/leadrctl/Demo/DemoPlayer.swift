import ByteJSON

/// One player: a session, and the submissions it makes one after the other, as a game client does.
struct DemoPlayer: Sendable {
    let number: Int
    let name: String
    let client: DemoClient
    let world: DemoWorld
    private let authorization: [String: String]

    private static let names = [
        "Ada", "Brian", "Chiyo", "Dmitri", "Esi", "Farid", "Grace", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mateo", "Noor", "Oskar", "Priya",
    ]

    /// Starts a session; the fingerprint is new each time, so that every demo has players of its own.
    init(number: Int, client: DemoClient, world: DemoWorld) async throws {
        self.number = number
        self.client = client
        self.world = world
        name = "\(Self.names[number % Self.names.count]) \(number / Self.names.count + 1)"
        let fingerprint = (0..<8).map { _ in
            let digits = String(UInt32.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
        let body = DemoWorld.object(["game_id": .string(world.gameID), "client_fingerprint": .string(fingerprint), "platform": .string("demo")])
        let session = try await client.post("/client/sessions", body)
        authorization = ["Authorization": "Bearer \(try session.text("access_token"))"]
    }

    /// Plays `count` runs on boards drawn at random; returns the ids of the submissions.
    func play(_ count: Int, seed: UInt64, onEach: @Sendable () -> Void) async throws -> [String] {
        var generator = SeededGenerator(seed: seed &+ UInt64(number) &* 7919)
        var submissions: [String] = []
        for run in 0..<count {
            let index = run == 0 ? number % DemoBoard.all.count : Int.random(in: 0..<DemoBoard.all.count, using: &generator)
            submissions.append(try await submit(to: index, DemoBoard.all[index].value(&generator), run))
            onEach()
        }
        return submissions
    }

    /// The status of a submission: pending, accepted or rejected.
    func status(_ submission: String) async throws -> String {
        try await client.get("/client/submissions/\(submission)", headers: authorization).text("status")
    }

    /// The best ten of a board: player names and values.
    func topTen(_ boardID: String) async throws -> [DemoRow] {
        let page = try await client.get("/client/scores?board_id=\(boardID)&limit=10", headers: authorization)
        return try (page["data"]?.elements ?? []).map { row in
            DemoRow(rank: Int(row["rank"]?.double ?? 0), name: try row.text("player_name"), value: row["value"]?.double ?? 0)
        }
    }

    private func submit(to index: Int, _ value: Double, _ run: Int) async throws -> String {
        let nonce = try await client.get("/client/nonce", headers: authorization).text("nonce_value")
        var headers = authorization
        headers["leadr-client-nonce"] = nonce
        let body = DemoWorld.object([
            "board_id": .string(world.boardIDs[index]), "player_name": .string(name), "value": .number(value),
            "metadata": .object(["run": .integer(Int64(run))]),
        ])
        return try await client.post("/client/scores", body, headers: headers).text("submission_id")
    }
}

/// One line of a board.
struct DemoRow: Equatable, Sendable {
    let rank: Int
    let name: String
    let value: Double
}
