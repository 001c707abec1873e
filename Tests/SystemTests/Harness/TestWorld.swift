import ByteJSON

/// An account with a game and one board of each kind that takes submissions.
struct TestWorld: Sendable {
    /// How a board ranks.
    struct Board: Sendable {
        let id: String
        let type: String
        let keep: String
        let direction: String
    }

    let api: GameAPI
    let account: String
    let game: String
    let boards: [Board]

    private static let shapes = [
        ("RUN_IDENTITY", "BEST", "DESCENDING"), ("RUN_IDENTITY", "BEST", "ASCENDING"), ("RUN_IDENTITY", "FIRST", "DESCENDING"),
        ("RUN_IDENTITY", "LATEST", "DESCENDING"), ("RUN_RUNS", "NA", "DESCENDING"), ("COUNTER", "NA", "DESCENDING"),
    ]

    static func create(_ api: GameAPI) async throws -> TestWorld {
        let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
        let account = try await api.create("/accounts", ["name": .string("Studio \(suffix)")])
        let game = try await api.create("/games", ["account_id": .string(account), "name": .string("Game \(suffix)")])
        var boards: [Board] = []
        for (number, (type, keep, direction)) in shapes.enumerated() {
            let body: JSONValue = [
                "account_id": .string(account), "game_id": .string(game), "name": .string("Board \(number)"), "board_type": .string(type),
                "keep_strategy": .string(keep), "sort_direction": .string(direction),
            ]
            boards.append(Board(id: try await api.create("/boards", body), type: type, keep: keep, direction: direction))
        }
        return TestWorld(api: api, account: account, game: game, boards: boards)
    }
}
