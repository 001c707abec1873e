import ByteJSON
import LeadrDomain
import NIOCore

/// Creates a ``BenchWorld`` through the admin and client interfaces.
struct WorldBuilder {
    let run: LoadRun
    let key: String
    /// Start of every path, `API_PREFIX`.
    let prefix: String

    /// Makes the account, the game, a board per type of ``BenchBoard/mix`` and `players` sessions.
    ///
    /// - Throws: ``BenchError`` with the first answer that is not 201.
    func build(players: Int) async throws -> BenchWorld {
        let tag = String(UInt64.random(in: .min ... .max), radix: 16)
        let account = try await create("accounts", ["name": .string("Bench \(tag)"), "slug": .string("bench-\(tag)")])
        let accountID = try AccountID(wire: account.text("id"))
        let game = try await create("games", ["account_id": .string(accountID.wire), "name": .string("Bench \(tag)")])
        let gameID = try GameID(wire: game.text("id"))
        var boards: [BenchBoard] = []
        for type in BenchBoard.mix {
            boards.append(try await board(type, number: boards.count, accountID, gameID))
        }
        return BenchWorld(accountID: accountID, gameID: gameID, boards: boards, sessions: try await sessions(players, gameID, tag))
    }

    private func board(_ type: BoardType, number: Int, _ account: AccountID, _ game: GameID) async throws -> BenchBoard {
        let board = try await create(
            "boards",
            [
                "account_id": .string(account.wire), "game_id": .string(game.wire), "name": .string("Board \(number)"),
                "board_type": .string(type.wire),
            ]
        )
        return BenchBoard(id: try BoardID(wire: board.text("id")), type: type)
    }

    private func create(_ path: String, _ body: JSONObject) async throws -> JSONObject {
        let request = run.target.request("POST", "\(prefix)/\(path)", [("leadr-api-key", key)], json: JSONValue.object(body).encoded())
        return try await send([[request]])[0]
    }

    private func sessions(_ count: Int, _ game: GameID, _ tag: String) async throws -> [BenchSession] {
        let connections = min(16, count)
        var requests: [[[UInt8]]] = Array(repeating: [], count: connections)
        for player in 0..<count {
            let fingerprint = String(player, radix: 16) + tag
            let padded = String(repeating: "0", count: 64 - fingerprint.count) + fingerprint
            let body: JSONObject = ["game_id": .string(game.wire), "client_fingerprint": .string(padded), "platform": "bench"]
            let json = JSONValue.object(body).encoded()
            requests[player % connections].append(run.target.request("POST", "\(prefix)/client/sessions", [], json: json))
        }
        return try await send(requests).enumerated().map { index, session in
            BenchSession(
                run.target,
                prefix: prefix,
                identityID: try IdentityID(wire: session.text("identity_id")),
                name: "player-\(index)",
                token: try session.text("access_token")
            )
        }
    }

    /// Sends every list of requests on a connection of its own; all answers must be 201 with an object.
    private func send(_ lists: [[[UInt8]]]) async throws -> [JSONObject] {
        let now = NIODeadline.now()
        let reports = try await run.run(connections: lists.count, start: now, limit: now + .seconds(60)) { ScriptExchange(lists[$0]) }
        return try reports.flatMap { report in
            if let failure = report.failure { throw BenchError("setting up: \(failure)") }
            return try report.answers.map(object)
        }
    }

    private func object(_ answer: ScriptExchange.Answer) throws -> JSONObject {
        var scanner = JSONScanner(answer.body)
        guard answer.status == 201, let object = try scanner.parse().object else {
            throw BenchError("setting up: \(answer.status) \(String(decoding: answer.body.prefix(300), as: UTF8.self))")
        }
        return object
    }
}

extension JSONObject {
    /// A member that must be text.
    fileprivate func text(_ key: String) throws -> String {
        guard let text = self[key]?.string else { throw BenchError("setting up: the answer has no \(key)") }
        return text
    }
}
