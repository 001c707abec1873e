import AsyncHTTPClient
import ByteJSON
import Foundation
import NIOCore
import NIOHTTP1

/// Does what the official SDKs do: sessions, refreshes, nonces, one retry after 401 and one after 412 (`contract/client-auth.md §6.3`).
actor SDKClient {
    /// One request with its answer, as a test looks at it afterwards.
    struct Exchange: Sendable {
        let method: String
        let path: String
        let status: Int
    }

    private struct Tokens {
        var access: String
        var refresh: String
        var expiresAt: ContinuousClock.Instant
    }

    private let flavour: SDKFlavour
    private let address: String
    private let gameID: String
    private let fingerprint = (0..<32).map { _ in String(format: "%02x", UInt8.random(in: .min ... .max)) }.joined()
    private var tokens: Tokens?
    private var heldNonce: String?
    private var skew: Duration = .zero
    private(set) var exchanges: [Exchange] = []

    init(_ flavour: SDKFlavour, port: Int, gameID: String) {
        self.flavour = flavour
        self.gameID = gameID
        address = "http://127.0.0.1:\(port)"
    }

    // MARK: - What games call

    func boards(limit: Int, cursor: String? = nil) async throws -> SDKPage<SDKBoard> {
        let query = [("game_id", gameID), ("limit", "\(limit)")] + (cursor.map { [("cursor", $0)] } ?? [])
        return try await SDKPage(call(.GET, "client/boards", query)) { try SDKBoard($0) }
    }

    /// The first board of the page; nil stands for the error that the SDK makes of an empty one.
    func board(slug: String) async throws -> SDKBoard? {
        let query = flavour.isVerbose ? [("game_id", gameID), ("slug", slug)] : [("slug", slug), ("game_id", gameID)]
        return try await SDKPage(call(.GET, flavour.boardLookup, query)) { try SDKBoard($0) }.rows.first
    }

    func scores(_ board: String, limit: Int, _ more: [(String, String)] = []) async throws -> SDKPage<SDKScore> {
        try await SDKPage(call(.GET, "client/scores", [("board_id", board), ("limit", "\(limit)")] + more)) { try SDKScore($0) }
    }

    func score(_ id: String) async throws -> SDKScore {
        try await SDKScore(call(.GET, "client/scores/" + id))
    }

    func submit(_ value: Double, to board: String, name: String, metadata: JSONValue? = nil) async throws -> SDKScore {
        var body: JSONObject = ["board_id": .string(board), "value": .number(value), "player_name": .string(name)]
        body["metadata"] = metadata ?? (flavour.isVerbose ? nil : .object([:]))
        return try await SDKScore(call(.POST, "client/scores", body: body, needsNonce: true))
    }

    // MARK: - What tests do to it

    /// Lets its clock run ahead, so that tokens look nearly expired.
    func advanceClock(by time: Duration) { skew = time }

    /// Holds a nonce for the next submission although another one used it up.
    func useUp(_ value: String) { heldNonce = value }

    /// Takes over the tokens of a session that somebody else refreshes.
    func spoilAccessToken() { tokens?.access = "not.a.token" }

    func spoilRefreshToken() { tokens?.refresh = "not.a.token" }

    func fetchNonce() async throws -> String {
        try await SDKReader(call(.GET, "client/nonce")).text("nonce_value")
    }

    func forgetExchanges() { exchanges = [] }

    // MARK: - Sessions

    private func ensureSession() async throws {
        guard let tokens else { return try await startSession() }
        if ContinuousClock.now + skew + .seconds(120) >= tokens.expiresAt { try await renew() }
    }

    private func startSession() async throws {
        var body: JSONObject = ["game_id": .string(gameID), "client_fingerprint": .string(fingerprint)]
        if flavour.isVerbose {
            body["platform"] = "Linux"
            body["test_mode"] = false
        }
        let (status, answer) = try await send(.POST, "client/sessions", body: body)
        guard status == 201 else { throw SystemTestError("session start: \(status) \(answer)") }
        let reader = SDKReader(answer)
        for name in ["identity_id", "game_id", "account_id", "kind"] { _ = try reader.text(name) }
        _ = try reader.optionalText("display_name")
        _ = try reader.bool("test_mode")
        try take(reader)
    }

    /// Whatever goes wrong with a refresh, the tokens are dropped and a session is started.
    private func renew() async throws {
        guard let refresh = tokens?.refresh else { return try await startSession() }
        let (status, answer) = try await send(.POST, "client/sessions/refresh", body: ["refresh_token": .string(refresh)])
        guard status == 200 else {
            tokens = nil
            return try await startSession()
        }
        try take(SDKReader(answer))
    }

    private func take(_ reader: SDKReader) throws {
        let life = Duration.seconds(try reader.int("expires_in"))
        tokens = Tokens(access: try reader.text("access_token"), refresh: try reader.text("refresh_token"), expiresAt: .now + skew + life)
    }

    // MARK: - Calls

    private func call(
        _ method: HTTPMethod,
        _ path: String,
        _ query: [(String, String)] = [],
        body: JSONObject? = nil,
        needsNonce: Bool = false
    ) async throws -> JSONObject {
        try await ensureSession()
        var (hasRenewed, hasNewNonce) = (false, false)
        while true {
            let nonce = needsNonce ? try await nonce() : nil
            let (status, answer) = try await send(method, path, query, body: body, nonce: nonce, isAuthenticated: true)
            switch status {
            case 200..<300: return answer
            case 401 where !hasRenewed:
                hasRenewed = true
                try await renew()
            case 412 where needsNonce && !hasNewNonce:
                hasNewNonce = true
            default: throw SystemTestError("\(method) \(path): \(status) \(answer)")
            }
        }
    }

    private func nonce() async throws -> String {
        if let heldNonce {
            self.heldNonce = nil
            return heldNonce
        }
        return try await fetchNonce()
    }

    private func send(
        _ method: HTTPMethod,
        _ path: String,
        _ query: [(String, String)] = [],
        body: JSONObject? = nil,
        nonce: String? = nil,
        isAuthenticated: Bool = false
    ) async throws -> (Int, JSONObject) {
        var items = URLComponents()
        items.queryItems = query.isEmpty ? nil : query.map { URLQueryItem(name: $0, value: $1) }
        // What a cursor may hold and URLComponents leaves alone.
        let text = items.percentEncodedQuery.map { "?" + $0.replacingOccurrences(of: "+", with: "%2B") } ?? ""
        var request = HTTPClientRequest(url: address + flavour.prefix + path + text)
        request.method = method
        request.headers.add(name: "LEADR-Client", value: flavour.clientHeader)
        if isAuthenticated, let tokens { request.headers.add(name: "Authorization", value: "Bearer " + tokens.access) }
        if let nonce { request.headers.add(name: "leadr-client-nonce", value: nonce) }
        if body != nil || flavour.alwaysNamesContentType { request.headers.add(name: "Content-Type", value: "application/json") }
        if let body { request.body = .bytes(JSONValue.object(body).encoded()) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = Array(try await response.body.collect(upTo: 1 << 22).readableBytesView)
        exchanges.append(Exchange(method: method.rawValue, path: path, status: Int(response.status.code)))
        var scanner = JSONScanner(bytes)
        // Every answer must be an object, whatever its status.
        guard let object = try scanner.parse().object else { throw SystemTestError("\(path) answered no object") }
        return (Int(response.status.code), object)
    }
}
