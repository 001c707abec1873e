import ByteJSON
import Foundation
import HTTPTypes
import LeadrDomain
import LeadrState
import Testing

/// An account with a game and a board, made through the admin API.
struct World: Sendable {
    let api: APIFixture
    let accountID: String
    let gameID: String

    /// Creates account and game.
    static func make(in api: APIFixture, name: String = "Acme") async throws -> World {
        let account = try await api.admin(.post, "/accounts", #"{"name":"\#(name)"}"#)
        try #require(account.status == 201)
        let accountID = try #require(account["id"]?.string)
        let game = try await api.admin(.post, "/games", #"{"account_id":"\#(accountID)","name":"\#(name) Game"}"#)
        try #require(game.status == 201)
        return World(api: api, accountID: accountID, gameID: try #require(game["id"]?.string))
    }

    /// Creates a board; its rank index is ready unless the test wants it missing.
    ///
    /// - Parameter fields: Further JSON members, each after a comma.
    func board(_ name: String = "Board", _ fields: String = "", isIndexed: Bool = true) async throws -> String {
        let body = #"{"account_id":"\#(accountID)","game_id":"\#(gameID)","name":"\#(name)"\#(fields)}"#
        let answer = try await api.admin(.post, "/boards", body)
        try #require(answer.status == 201, "\(answer.json)")
        let id = try #require(answer["id"]?.string)
        if isIndexed { _ = try await api.index.finish(api.index.beginRebuild(of: BoardID(wire: id))) }
        return id
    }

    /// Starts a session; the same seed plays as the same identity.
    func player(_ seed: Int, testMode: Bool = false) async throws -> Player {
        let fingerprint = String(repeating: "0", count: 60) + String(format: "%04x", seed)
        let body = #"{"game_id":"\#(gameID)","client_fingerprint":"\#(fingerprint)","test_mode":\#(testMode)}"#
        let answer = try await api.send(.post, "/client/sessions", body: body)
        try #require(answer.status == 201, "\(answer.json)")
        return Player(
            api: api,
            token: try #require(answer["access_token"]?.string),
            refreshToken: try #require(answer["refresh_token"]?.string),
            identityID: try #require(answer["identity_id"]?.string)
        )
    }
}

/// A session of a player.
struct Player: Sendable {
    let api: APIFixture
    let token: String
    let refreshToken: String
    let identityID: String

    /// Reads something.
    func get(_ path: String) async throws -> Answer {
        try await api.send(.get, path, headers: [.authorization: "Bearer \(token)"])
    }

    /// A fresh nonce.
    func nonce() async throws -> String {
        try #require(try await get("/client/nonce")["nonce_value"]?.string)
    }

    /// Posts a body with a nonce.
    ///
    /// - Parameters:
    ///   - nonce: A fresh one unless given; an empty text sends none.
    ///   - headers: Further header fields.
    func post(_ body: String, nonce: String? = nil, headers: [String: String] = [:]) async throws -> Answer {
        var fields: HTTPFields = [.authorization: "Bearer \(token)"]
        let value = if let nonce { nonce } else { try await self.nonce() }
        if !value.isEmpty { fields[HTTPField.Name("leadr-client-nonce")!] = value }
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
        return try await api.send(.post, "/client/scores", headers: fields, body: body)
    }

    /// Submits a score; waits for the result unless told otherwise.
    func submit(_ value: Double, to board: String, name: String = "Ann", wait: Bool = true, extra: String = "") async throws -> Answer {
        let body = #"{"board_id":"\#(board)","player_name":"\#(name)","value":\#(value)\#(extra)}"#
        return try await post(body, headers: wait ? ["Prefer": "wait=20"] : [:])
    }
}
