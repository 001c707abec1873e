import ByteJSON
import HTTPTypes
import HummingbirdTesting
import LeadrDomain
import LeadrHTTP
import Testing

@Suite("API platform: routing, headers, blocks")
struct PlatformTests {
    @Test func `health, root, unknown routes and wrong methods`() async throws {
        try await APIFixture.with { api async throws in
            #expect(try await api.send(.get, "/health")["status"] == "healthy")
            #expect(try await api.send(.get, "/health/live")["status"] == "ok")
            #expect(try await api.send(.get, "/health/ready").status == 200)
            let root = try await api.send(.get, "/")
            #expect(root["message"] == "LEADR API" && root["version"]?.string == ProductVersion.current)
            #expect(api.document.json.object?["info"]?.object?["version"]?.string == ProductVersion.current)
            let missing = try await api.send(.get, "/nothing")
            #expect(missing.status == 404)
            #expect(missing.error == "Not Found")
            #expect(missing["detail"] == "Not Found")
            let method = try await api.send(.delete, "/games")
            #expect(method.status == 405)
            #expect(method.error == "Method Not Allowed")
            #expect(method.headers[.allow] == "GET, POST")
            let rare = try #require(HTTPRequest.Method("PROPFIND"))
            #expect(try await api.send(rare, "/games").status == 405)
        }
    }

    @Test func `an API without a prefix serves the same routes`() async throws {
        try await APIFixture.with {
            $0.api.prefix = ""
        } _: { api async throws in
            let answer = Answer(try await api.client.execute(uri: "/health", method: .get))
            #expect(answer["status"] == "healthy")
        }
    }

    @Test func `client boards: trailing slash, doubled prefix, active ones of the own game only`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            _ = try await World.make(in: api, name: "Other").board("Foreign")
            let board = try await world.board("Mine")
            _ = try await world.board("Off", #","is_active":false"#)
            let ann = try await world.player(1)
            for path in ["/client/boards", "/client/boards/?slug=mine&game_id=x", "/v1/client/boards?slug=mine"] {
                let answer = try await ann.get(path)
                #expect(answer.status == 200)
                #expect(answer.data.map { $0["id"]?.string } == [board])
            }
            #expect(try await ann.get("/client/boards?slug=none").data.isEmpty)
        }
    }

    @Test func `requests carry an id, and answers are never cached or framed`() async throws {
        try await APIFixture.with { api async throws in
            let name = HTTPField.Name("X-Request-ID")!
            let given = try await api.send(.get, "/health/live", headers: [name: "abc-123"])
            #expect(given.headers[name] == "abc-123")
            let made = try await api.send(.get, "/health/live", headers: [name: "bad id\u{7f}"])
            #expect(made.headers[name]?.count == 36)
            #expect(given.headers[.xContentTypeOptions] == "nosniff")
            #expect(given.headers[.cacheControl] == "no-store")
        }
    }

    @Test func `preflights are answered, and answers to browsers carry the origin`() async throws {
        try await APIFixture.with { api async throws in
            let preflight: HTTPFields = [.origin: "https://a.example", .accessControlRequestMethod: "POST"]
            let answer = try await api.send(.options, "/client/scores", headers: preflight)
            #expect(answer.status == 200)
            #expect(answer.headers[.accessControlAllowOrigin] == "*")
            #expect(answer.headers[.accessControlAllowMethods] == "GET, POST, PATCH, OPTIONS")
            let refused = try await api.send(
                .options,
                "/client/scores",
                headers: [.origin: "https://a.example", .accessControlRequestMethod: "DELETE"]
            )
            #expect(refused.status == 400)
            #expect(try await api.send(.get, "/nothing", headers: [.origin: "https://a.example"]).headers[.accessControlAllowOrigin] == "*")
        }
    }

    @Test func `loopback addresses reach health checks only`() async throws {
        try await APIFixture.with { api async throws in
            let real = HTTPField.Name("X-Real-IP")!
            #expect(try await api.send(.get, "/games", headers: [real: "127.0.0.1"]).error == "Forbidden")
            #expect(try await api.send(.get, "/games", headers: [real: "::1"]).status == 403)
            #expect(try await api.send(.get, "/health", headers: [real: "127.0.0.1"]).status == 200)
            #expect(try await api.send(.get, "/games", headers: [real: "203.0.113.9"]).status == 401)
        }
    }

    @Test func `ten bad requests in a row block an address, also for good ones`() async throws {
        try await APIFixture.with {
            $0.blocksAddresses = true
        } _: { api async throws in
            let real = HTTPField.Name("X-Real-IP")!
            for _ in 0..<10 { #expect(try await api.send(.get, "/games", headers: [real: "203.0.113.7"]).status == 401) }
            let blocked = try await api.send(.get, "/health", headers: [real: "203.0.113.7"])
            #expect(blocked.status == 429)
            #expect(blocked.error == "Too many requests")
            #expect(blocked.headers[.retryAfter] == "60")
            #expect(try await api.send(.get, "/health", headers: [real: "203.0.113.8"]).status == 200)
        }
    }

    @Test func `a half that is switched off has no routes`() async throws {
        try await APIFixture.with {
            $0.api.servesAdmin = false
        } _: { api async throws in
            #expect(try await api.send(.get, "/games").status == 404)
            #expect(try await api.send(.get, "/client/nonce").status == 401)
        }
    }
}
