import ByteJSON
import NIOHTTP1

extension GameAPI {
    /// A request of an administrator; without a body it reads.
    func administer(_ path: String, _ method: HTTPMethod = .GET, _ body: JSONValue? = nil) async throws -> Answer {
        try await send(path, method: method, body: body, headers: [("leadr-api-key", adminKey)])
    }

    /// The rows of a list that fits one page.
    func rows(_ path: String) async throws -> [JSONObject] {
        let answer = try await administer(path + "&limit=100")
        guard answer.status == 200, let rows = answer["data"]?.array?.compactMap(\.object) else {
            throw SystemTestError("GET \(path): \(answer.status) \(answer.body)")
        }
        guard answer["pagination"]?.object?["has_next"] == false else { throw SystemTestError("GET \(path) has more than a page") }
        return rows
    }
}

extension PlayerSession {
    /// Fetches a nonce and submits a body as it is.
    func submit(_ body: JSONValue, prefer: String, key: String? = nil) async throws -> GameAPI.Answer {
        let nonce = try await get("/client/nonce")
        guard nonce.status == 200 else { return nonce }
        var headers = [("Authorization", "Bearer \(token)"), ("leadr-client-nonce", try nonce.text("nonce_value")), ("Prefer", prefer)]
        if let key { headers.append(("Idempotency-Key", key)) }
        return try await api.send("/client/scores", body: body, headers: headers)
    }
}
