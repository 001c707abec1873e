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

        /// Path and status, as tests compare them.
        var line: String { "\(path) \(status)" }
    }

    private struct Tokens {
        var access: String
        var refresh: String
        var expiresAt: ContinuousClock.Instant
    }

    private let flavour: SDKFlavour
    private let address: String
    private let gameID: String
    private let isTesting: Bool
    private let fingerprint = (0..<32).map { _ in String(format: "%02x", UInt8.random(in: .min ... .max)) }.joined()
    private var tokens: Tokens?
    private var heldNonce: String?
    private var losesNextNonce = false
    private var skew: Duration = .zero
    private(set) var exchanges: [Exchange] = []

    /// Follows no redirect, so that one is seen: on some platforms the SDKs lose their token with it (`contract/client-auth.md §6.1`).
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    init(_ flavour: SDKFlavour, port: Int, gameID: String, isTesting: Bool = false) {
        self.flavour = flavour
        self.gameID = gameID
        self.isTesting = isTesting
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

    /// Sends the next submission with a nonce that it fetched before.
    func hold(_ nonce: String) { heldNonce = nonce }

    /// The next nonce that it fetches is used up by somebody else of the same identity.
    func loseNextNonce() { losesNextNonce = true }

    /// Its access token is not accepted any more, as after somebody else refreshed the session.
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
        }
        if flavour.isVerbose || isTesting { body["test_mode"] = .bool(isTesting) }
        let answer = try await send(.POST, "client/sessions", body: body)
        guard answer.status == 201 else { throw failure(answer) }
        let reader = SDKReader(try Self.object(answer))
        for name in ["identity_id", "game_id", "account_id", "kind"] { _ = try reader.text(name) }
        _ = try reader.optionalText("display_name")
        guard try reader.bool("test_mode") == isTesting else { throw SystemTestError("a session in the other mode") }
        try take(reader)
    }

    /// Whatever goes wrong with a refresh, the tokens are dropped and a session is started.
    private func renew() async throws {
        guard let refresh = tokens?.refresh else { return try await startSession() }
        let answer = try await send(.POST, "client/sessions/refresh", body: ["refresh_token": .string(refresh)])
        guard answer.status == 200 else {
            tokens = nil
            return try await startSession()
        }
        try take(SDKReader(Self.object(answer)))
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
            let answer = try await send(method, path, query, body: body, nonce: nonce, isAuthenticated: true)
            switch answer.status {
            case 200..<300: return try Self.object(answer)
            case 401 where !hasRenewed:
                hasRenewed = true
                try await renew()
            case 412 where needsNonce && !hasNewNonce:
                hasNewNonce = true
            default: throw failure(answer)
            }
        }
    }

    private func nonce() async throws -> String {
        if let heldNonce {
            self.heldNonce = nil
            return heldNonce
        }
        let fresh = try await fetchNonce()
        if losesNextNonce {
            losesNextNonce = false
            // It is used up whatever becomes of the submission.
            let body: JSONObject = ["board_id": .string("brd_" + UUID().uuidString), "value": 1, "player_name": ""]
            let other = try await send(.POST, "client/scores", body: body, nonce: fresh, isAuthenticated: true)
            guard other.status == 404 else { throw failure(other) }
            exchanges.removeLast()
        }
        return fresh
    }

    /// What the game is told.
    private func failure(_ answer: (status: Int, body: [UInt8])) -> SDKFailure { SDKFailure(answer.status, answer.body, flavour) }

    /// Every successful answer must be an object.
    private static func object(_ answer: (status: Int, body: [UInt8])) throws -> JSONObject {
        var scanner = JSONScanner(answer.body)
        guard let object = try scanner.parse().object else { throw SystemTestError("\(answer.status) without an object") }
        return object
    }

    private func send(
        _ method: HTTPMethod,
        _ path: String,
        _ query: [(String, String)] = [],
        body: JSONObject? = nil,
        nonce: String? = nil,
        isAuthenticated: Bool = false
    ) async throws -> (status: Int, body: [UInt8]) {
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
        let response = try await Self.http.execute(request, timeout: .seconds(30))
        let bytes = Array(try await response.body.collect(upTo: 1 << 22).readableBytesView)
        let status = Int(response.status.code)
        exchanges.append(Exchange(method: method.rawValue, path: path, status: status))
        return (status, bytes)
    }
}
