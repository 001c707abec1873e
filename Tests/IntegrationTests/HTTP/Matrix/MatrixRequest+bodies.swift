import ByteJSON
import Testing

extension MatrixRequest {
    /// Query parameters where naming the account is not all: what they are called and what they say, a thing or a text.
    static let queries: [String: [String: String]] = [
        "GET /scores": ["board_id": "board_id"], "GET /client/scores": ["board_id": "board_id"],
        "GET /client/player-names/check": ["board_ids": "board_id", "name": MatrixTenant.rivalName],
    ]

    typealias Body = @Sendable (MatrixThings, MatrixWorld) async throws -> JSONObject

    /// Bodies by route: every one fits, and what has to be new is new.
    static let bodies: [String: Body] = tenants.merging(webhooks) { $1 }.merging(games) { $1 }.merging(players) { $1 }.merging(operators) { $1 }

    private static let tenants: [String: Body] = [
        "POST /register/initiate": { _, world in ["email": .string(address(world))] },
        "POST /register/resend-code": { _, world in ["email": .string(address(world))] },
        "POST /register/verify": { _, world in
            let email = address(world)
            return ["email": .string(email), "code": .string(try await world.api.code(for: email))]
        },
        "POST /register/complete": { _, world in
            ["verification_token": .string(try await world.api.token(for: address(world))), "account_name": .string("Studio \(world.number())")]
        },
        "POST /register/invite": { _, world in ["email": .string(address(world))] },
        "POST /accounts": { _, world in ["name": .string("Studio \(world.number())")] },
        "PATCH /accounts/{account_id}": { _, _ in ["country": "DE"] },
        "POST /users": { things, world in
            try owned(things, ["email": .string(address(world)), "display_name": "Some One"])
        },
        "PATCH /users/{user_id}": { _, _ in ["display_name": "Another Name"] },
        "POST /api-keys": { things, _ in try owned(things, ["user_id": id(things, "user_id"), "name": "Key"]) },
        "PATCH /api-keys/{key_id}": { _, _ in ["status": "active"] },
        "POST /jam-codes": { _, world in ["code": .string("JAM\(world.number())"), "description": "A jam"] },
        "PATCH /jam-codes/{jam_code_id}": { _, _ in ["description": "Another jam"] },
    ]

    private static let webhooks: [String: Body] = [
        "POST /webhooks": { things, _ in try owned(things, ["url": "https://example.com/hook", "event_types": ["board.ended"]]) },
        "PATCH /webhooks/{webhook_id}": { _, _ in ["description": "Changed"] },
        "POST /webhooks/{webhook_id}/redeliver": { _, _ in ["since": "2030-01-01T00:00:00Z"] },
    ]

    private static let games: [String: Body] = [
        "POST /games": { things, world in try owned(things, ["name": .string("Game \(world.number())")]) },
        "PATCH /games/{game_id}": { _, _ in ["description": "Changed"] },
        "POST /boards": { things, world in
            let sources: JSONObject = ["numerator_board_id": try id(things, "board_id"), "denominator_board_id": try id(things, "second_board_id")]
            return try owned(
                things,
                [
                    "game_id": id(things, "game_id"), "name": .string("Board \(world.number())"), "board_type": "RATIO",
                    "ratio_config": .object(sources),
                ]
            )
        },
        "PATCH /boards/{board_id}": { _, _ in ["description": "Changed"] },
        "POST /board-templates": { things, world in
            try owned(
                things,
                [
                    "game_id": id(things, "game_id"), "name": .string("Template \(world.number())"), "repeat_interval": "daily",
                    "next_run_at": "2030-01-01T00:00:00Z", "is_active": true,
                ]
            )
        },
        "PATCH /board-templates/{template_id}": { _, _ in ["name": "Changed"] },
        // Nothing that takes a score away: others read it.
        "POST /score-flags": { things, _ in ["score_event_id": try id(things, "event_id"), "status": "dismissed"] },
        "PATCH /score-flags/{flag_id}": { _, _ in ["status": "dismissed"] },
    ]

    private static let players: [String: Body] = [
        "POST /client/sessions": { things, world in
            let digits = String(world.number())
            let fingerprint = String(repeating: "a", count: 64 - digits.count) + digits
            return ["game_id": try id(things, "game_id"), "client_fingerprint": .string(fingerprint)]
        },
        "POST /client/sessions/refresh": { _, world in
            let tenant = World(api: world.api, accountID: world.first.things["account_id"] ?? "", gameID: world.first.things["game_id"] ?? "")
            return ["refresh_token": .string(try await tenant.player(1000 + world.number()).refreshToken)]
        },
        "POST /client/scores": { things, _ in ["board_id": try id(things, "board_id"), "player_name": "", "value": 1] },
        "PATCH /devices/{device_id}": { _, _ in ["status": "active"] },
        "PATCH /device-sessions/{session_id}": { _, _ in ["revoked": true] },
        "PATCH /identities/{identity_id}": { _, _ in ["display_name": "Another Name"] },
    ]

    private static let operators: [String: Body] = [
        "POST /ops/fsck": { _, _ in [:] }, "POST /ops/dead-letters/retry": { _, _ in ["all": true] },
        "POST /ops/dead-letters/drop": { _, _ in ["all": true] },
    ]

    private static func address(_ world: MatrixWorld) -> String { "someone\(world.number())@example.com" }

    private static func id(_ things: MatrixThings, _ name: String) throws -> JSONValue {
        .string(try #require(things[name]))
    }

    private static func owned(_ things: MatrixThings, _ members: JSONObject) throws -> JSONObject {
        var members = members
        members["account_id"] = try id(things, "account_id")
        return members
    }
}
