import ByteJSON

/// The account, game and boards the demo creates through the admin API.
struct DemoWorld: Sendable {
    let gameID: String
    let boardIDs: [String]

    static func create(_ client: DemoClient, key: String) async throws -> DemoWorld {
        let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
        let headers = ["leadr-api-key": key]
        let account = try await client.post("/accounts", object(["name": .string("Demo Studio \(suffix)")]), headers: headers).text("id")
        let game = try await client.post(
            "/games",
            object(["account_id": .string(account), "name": .string("Demo Racer \(suffix)")]),
            headers: headers
        ).text("id")
        var boardIDs: [String] = []
        for board in DemoBoard.all {
            boardIDs.append(try await client.post("/boards", body(board, account, game), headers: headers).text("id"))
        }
        return DemoWorld(gameID: game, boardIDs: boardIDs)
    }

    private static func body(_ board: DemoBoard, _ account: String, _ game: String) -> [UInt8] {
        object([
            "account_id": .string(account), "game_id": .string(game), "name": .string(board.name), "board_type": .string(board.type),
            "keep_strategy": .string(board.keepStrategy), "sort_direction": .string(board.direction), "unit": .string(board.unit),
        ])
    }

    static func object(_ members: KeyValuePairs<String, JSONValue>) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for (key, value) in members {
            writer.key(key)
            writer.raw(value.encoded())
        }
        writer.endObject()
        return writer.bytes
    }
}
