import ByteJSON

/// A game with boards of every kind, a window and a ratio included, and a second game beside it.
struct SDKWorld: Sendable {
    let game: String
    /// All boards of the game.
    let boards: [String]
    let ranked: String
    let runs: String
    let counter: String
    /// A board that has begun and will end.
    let windowed: String
    let ratio: String
    /// A board of another game of the same account.
    let foreignBoard: String

    static func create(_ api: GameAPI) async throws -> SDKWorld {
        let world = try await TestWorld.create(api)
        func board(_ members: JSONObject, in game: String = world.game) async throws -> String {
            var body = members
            body["account_id"] = .string(world.account)
            body["game_id"] = .string(game)
            return try await api.create("/boards", .object(body))
        }
        let windowed = try await board([
            "name": "Season", "starts_at": "2020-01-01T00:00:00Z", "ends_at": "2100-01-01T00:00:00.5Z", "unit": "m", "description": "One season",
            "tags": ["season", "é"],
        ])
        let (ranked, counter) = (world.boards[0].id, world.boards[5].id)
        let sources: JSONObject = ["numerator_board_id": .string(counter), "denominator_board_id": .string(ranked)]
        let ratio = try await board(["name": "Rate", "board_type": "RATIO", "ratio_config": .object(sources)])
        let other = try await api.create("/games", ["account_id": .string(world.account), "name": .string("Another game of \(world.account)")])
        return SDKWorld(
            game: world.game,
            boards: world.boards.map(\.id) + [windowed, ratio],
            ranked: ranked,
            runs: world.boards[4].id,
            counter: counter,
            windowed: windowed,
            ratio: ratio,
            foreignBoard: try await board(["name": "Board"], in: other)
        )
    }
}
