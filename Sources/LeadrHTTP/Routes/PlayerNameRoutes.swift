import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// `GET /client/player-names/check` (`contract/scoring.md §5.7`).
struct PlayerNameRoutes {
    let gate: ClientGate
    let names: PlayerNameService

    func register(in table: inout RouteTable) {
        let operation = Operation("Tell whether a player name is free", tag: "client boards", access: .player)
            .query { _ = PlayerNameQuery(&$0) }
            .answers(.ok, .playerNameCheck)
        table.on(.get, "/client/player-names/check", operation) { request, context in
            let client = try await gate.admit(request, context)
            var fields = ParameterFields(request.queryItems)
            guard let query = PlayerNameQuery(&fields) else { throw fields.failure }
            return .json(.ok, try await names.check(query.name, boards: query.boards, for: client).encoded())
        }
    }
}

/// What is asked.
private struct PlayerNameQuery {
    let name: String
    /// Boards to look at; nil when none was named.
    let boards: [BoardID]?

    init?(_ fields: inout ParameterFields) {
        let name = fields.required("name", .string(atMost: PlayerName.maximumLength))
        let boards = fields.repeated("board_ids", .id(Kinds.Board.self))
        guard let name, fields.isValid else { return nil }
        self.name = name
        self.boards = boards.isEmpty ? nil : boards
    }
}

extension PlayerNameCheck {
    fileprivate func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("name", name)
        writer.member("normalised_name", normalisedName)
        writer.member("available", isAvailable)
        writer.key("conflicts")
        writer.beginArray()
        for conflict in conflicts {
            writer.beginObject()
            writer.member("board_id", conflict.boardID)
            writer.member("board_name", conflict.boardName)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

extension Schema {
    fileprivate static let playerNameCheck = Schema.object(
        "PlayerNameCheck",
        [
            SchemaField("name", .string), SchemaField("normalised_name", .string), SchemaField("available", .boolean),
            SchemaField(
                "conflicts",
                Schema.object([SchemaField("board_id", .id(Kinds.Board.self)), SchemaField("board_name", .string)], isClosed: true).list
            ),
        ],
        isClosed: true
    )
}
