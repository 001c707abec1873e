import AsyncHTTPClient
import ByteJSON
import Foundation
import NIOCore
import NIOHTTP1

/// The public API as a game and an operator see it.
struct GameAPI: Sendable {
    let base: String
    let adminKey: String

    init(port: Int, adminKey: String) {
        base = "http://127.0.0.1:\(port)/v1"
        self.adminKey = adminKey
    }

    /// As many connections as there are players: those who wait for a slow answer must not hold up the others here instead of in the API.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 200
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// An answer with its status; the body is empty when it was no JSON.
    struct Answer: Sendable {
        let status: Int
        let body: JSONValue
        let headers: HTTPHeaders

        subscript(key: String) -> JSONValue? {
            if case .object(let object) = body { object[key] } else { nil }
        }

        func text(_ key: String) throws -> String {
            guard case .string(let text)? = self[key] else { throw SystemTestError("status \(status) without '\(key)': \(body)") }
            return text
        }
    }

    /// One request; without a method, a body makes it a POST.
    func send(_ path: String, method: HTTPMethod? = nil, body: JSONValue? = nil, headers: [(String, String)] = []) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method ?? (body == nil ? .GET : .POST)
        request.headers = HTTPHeaders(headers)
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body.encoded())
        }
        let response = try await Self.client.execute(request, timeout: .seconds(30))
        let bytes = Array(try await response.body.collect(upTo: 1 << 22).readableBytesView)
        var scanner = JSONScanner(bytes)
        return Answer(status: Int(response.status.code), body: (try? scanner.parse()) ?? .null, headers: response.headers)
    }

    /// Creates something through the admin API and returns its id.
    func create(_ path: String, _ body: JSONValue) async throws -> String {
        let answer = try await send(path, body: body, headers: [("leadr-api-key", adminKey)])
        guard answer.status == 201 else { throw SystemTestError("POST \(path): \(answer.status) \(answer.body)") }
        return try answer.text("id")
    }

    /// Starts a session of a new device.
    func startSession(game: String) async throws -> PlayerSession {
        try await startSession(game: game, fingerprint: Self.fingerprint())
    }

    /// Starts a session of a device that may have others.
    func startSession(game: String, fingerprint: String, isTest: Bool = false) async throws -> PlayerSession {
        let body: JSONValue = ["game_id": .string(game), "client_fingerprint": .string(fingerprint), "test_mode": .bool(isTest)]
        let answer = try await send("/client/sessions", body: body)
        guard answer.status == 201 else { throw SystemTestError("session: \(answer.status) \(answer.body)") }
        return PlayerSession(api: self, token: try answer.text("access_token"), identityID: try answer.text("identity_id"))
    }

    /// A fingerprint that no other device has.
    static func fingerprint() -> String {
        (0..<32).map { _ in String(format: "%02x", UInt8.random(in: .min ... .max)) }.joined()
    }
}

/// A player with a token.
struct PlayerSession: Sendable {
    let api: GameAPI
    let token: String
    let identityID: String

    private var authorization: (String, String) { ("Authorization", "Bearer \(token)") }

    /// Fetches a nonce and submits a score, as both SDKs do; `prefer` asks for waiting, `address` is what a proxy would tell of the player.
    func submit(
        _ value: Double,
        to board: String,
        name: String,
        prefer: String? = nil,
        key: String? = nil,
        address: String? = nil
    ) async throws -> GameAPI.Answer {
        let nonce = try await api.send("/client/nonce", headers: [authorization])
        guard nonce.status == 200 else { return nonce }
        var headers = [authorization, ("leadr-client-nonce", try nonce.text("nonce_value"))]
        if let prefer { headers.append(("Prefer", prefer)) }
        if let key { headers.append(("Idempotency-Key", key)) }
        if let address { headers.append(("X-Forwarded-For", address)) }
        return try await api.send(
            "/client/scores",
            body: ["board_id": .string(board), "value": .number(value), "player_name": .string(name)],
            headers: headers
        )
    }

    func get(_ path: String) async throws -> GameAPI.Answer {
        try await api.send(path, headers: [authorization])
    }
}
