import ByteJSON
import HTTPTypes
import LeadrDomain
import LeadrServices
import LeadrState
import Redis
import TestSupport
import Testing

@Suite("Hooks of an installation")
struct HookTests {
    private func with(_ body: @escaping @Sendable (APIFixture, RecordingHooks, World) async throws -> Void) async throws {
        let hooks = RecordingHooks()
        try await APIFixture.with {
            $0.hooks = hooks
        } _: { api in
            let world = try await World.make(in: api)
            #expect(try await soon { hooks.calls == ["beforeGame Acme Game", "afterGame acme-game", "later beforeGame"] })
            hooks.forget()
            try await body(api, hooks, world)
        }
    }

    @Test func `games and boards are announced before and after, and may be refused with any status`() async throws {
        try await with { api, hooks, world in
            _ = try await world.board("High", isIndexed: false)
            #expect(try await soon { hooks.calls == ["beforeBoard High", "afterBoard high", "later beforeBoard"] })
            hooks.forget()
            hooks.refuse("beforeBoard", with: DomainError.forbidden("Plan allows one board"))
            let head = #"{"account_id":"\#(world.accountID)","name":"More""#
            let board = try await api.admin(.post, "/boards", head + #","game_id":"\#(world.gameID)"}"#)
            #expect(board.status == 403)
            #expect(board.error == "Plan allows one board")
            hooks.refuse("beforeGame", with: DomainError.tooManyRequests("Slowly", retryAfter: .seconds(7)))
            let game = try await api.admin(.post, "/games", head + "}")
            #expect(game.status == 429)
            #expect(game.headers[.retryAfter] == "7")
            hooks.refuse("beforeGame", with: HookRefusal(status: 402, text: "Pay first"))
            let unpaid = try await api.admin(.post, "/games", head + "}")
            #expect(unpaid.status == 402 && unpaid.error == "Pay first")
            // What a refused request left for later is forgotten with it.
            #expect(hooks.calls == ["beforeBoard More", "beforeGame More", "beforeGame More"])
            #expect(try await api.admin(.get, "/boards").data.count == 1)
            #expect(try await api.admin(.get, "/games").data.count == 1)
        }
    }

    @Test func `a request that names a foreign account or does not fit its schema reaches no hook`() async throws {
        try await with { api, hooks, world in
            let key = try await api.makeKey(for: world.accountID)
            let foreign = #"{"account_id":"acc_00000000-0000-4000-8000-000000000000","name":"X"}"#
            #expect(try await api.admin(.post, "/games", foreign, key: key).status == 403)
            #expect(try await api.admin(.post, "/games", "{}").status == 422)
            #expect(hooks.calls.isEmpty)
        }
    }

    @Test func `templates are announced with the account of the stored one`() async throws {
        try await with { api, hooks, world in
            let body =
                #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"T","repeat_interval":"daily","#
                + #""next_run_at":"2026-03-01T00:00:00Z","is_active":true}"#
            let made = try await api.admin(.post, "/board-templates", body)
            let path = "/board-templates/\(try #require(made["id"]?.string))"
            hooks.refuse("beforeTemplateChange", with: DomainError.badRequest("Not now"))
            for change in [#"{"is_active":false}"#, #"{"deleted":true}"#] {
                let refused = try await api.admin(.patch, path, change)
                #expect(refused.status == 400)
                #expect(refused.error == "Not now")
            }
            #expect(try await api.admin(.get, path).json == made.json)
            #expect(hooks.calls.filter { !$0.hasPrefix("later") }.prefix(2) == ["beforeTemplate T", "beforeTemplateChange \(world.accountID)"])
            hooks.refuse("beforeTemplate", with: DomainError.conflict("Enough"))
            #expect(try await api.admin(.post, "/board-templates", body).status == 409)
        }
    }

    @Test func `a submission is announced once, and what comes after knows the answer`() async throws {
        try await with { api, hooks, world in
            let board = try await world.board()
            let ann = try await world.player(1)
            #expect(try await soon { hooks.calls.count == 3 })
            hooks.forget()
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            let ranked = try await ann.post(body, headers: ["Prefer": "wait=20", "Idempotency-Key": "one"])
            #expect(ranked.status == 201)
            #expect(try await ann.post(body, nonce: "", headers: ["Idempotency-Key": "one"]).status == 201)
            #expect(try await ann.submit(4, to: board, wait: false).status == 202)
            let expected = ["beforeSubmission 5.0", "afterSubmission rank 1", "beforeSubmission 4.0", "afterSubmission receipt 4.0"]
            #expect(hooks.calls.filter { !$0.hasPrefix("later") } == expected)
            #expect(try await soon { hooks.calls.filter { $0 == "later beforeSubmission" }.count == 2 })
            hooks.forget()
            // Refused for its board or its nonce, a submission is nobody's business.
            #expect(try await ann.submit(1, to: "brd_00000000-0000-4000-8000-000000000000").status == 404)
            #expect(try await ann.post(body, nonce: "").status == 412)
            #expect(hooks.calls.isEmpty)
        }
    }

    @Test func `a refused submission leaves nothing, not even its idempotency key`() async throws {
        try await with { api, hooks, world in
            let board = try await world.board()
            let ann = try await world.player(1)
            hooks.refuse("beforeSubmission", with: DomainError.tooManyRequests("Quota used up", retryAfter: nil))
            let body = #"{"board_id":"\#(board)","player_name":"Ann","value":5}"#
            let nonce = try await ann.nonce()
            let refused = try await ann.post(body, nonce: nonce, headers: ["Idempotency-Key": "one"])
            #expect(refused.status == 429)
            #expect(refused.error == "Quota used up")
            #expect(try await ann.post(body, nonce: nonce).status == 412)
            let marks = try await api.redis.send(RedisCommand("KEYS", .string("\(api.keys.prefix)*:pending")))
            #expect(marks == .array([]))
            hooks.refuse("beforeSubmission", with: nil)
            let other = #"{"board_id":"\#(board)","player_name":"Ann","value":6}"#
            #expect(try await ann.post(other, headers: ["Idempotency-Key": "one", "Prefer": "wait=20"])["value"]?.double == 6)
            #expect(try await api.admin(.get, "/boards").data.count == 1)
        }
    }

    @Test func `the limit is asked on every client and admin route but session start, once the caller is known`() async throws {
        try await with { api, hooks, world in
            let before = hooks.requests.count
            let ann = try await world.player(1)
            #expect(hooks.requests.count == before)
            let headers: HTTPFields = [
                .authorization: "Bearer \(ann.token)", HTTPField.Name("LEADR-Client")!: "sdk-x", .userAgent: "Agent",
            ]
            #expect(try await api.send(.get, "/client/boards?limit=1", headers: headers).status == 200)
            let client = try #require(hooks.requests.last)
            #expect(client.method == "GET")
            #expect(client.route == "/v1/client/boards")
            #expect(client.path == "/v1/client/boards")
            #expect(client.sdk == "sdk-x")
            #expect(client.userAgent == "Agent")
            guard case .player(let principal) = client.caller else { throw IssueFound() }
            #expect(principal.identityID.wire == ann.identityID)
            let refresh = #"{"refresh_token":"\#(ann.refreshToken)"}"#
            #expect(try await api.send(.post, "/client/sessions/refresh", body: refresh).status == 200)
            #expect(hooks.requests.last?.caller == .anonymous)
            #expect(try await api.admin(.get, "/games/\(world.gameID)").status == 200)
            let admin = try #require(hooks.requests.last)
            #expect(admin.route == "/v1/games/{game_id}")
            #expect(admin.path == "/v1/games/\(world.gameID)")
            guard case .administrator(let superadmin) = admin.caller else { throw IssueFound() }
            #expect(superadmin.isSuperAdmin)
            #expect(try await api.admin(.get, "/ops/queues").status == 200)
            #expect(hooks.requests.last?.route == "/v1/ops/queues")
            let known = hooks.requests.count
            #expect(try await api.admin(.get, "/games", key: "ldr_wrong_key_entirely").status == 401)
            #expect(try await api.send(.get, "/client/boards").status == 401)
            #expect(hooks.requests.count == known)
        }
    }

    @Test func `the document allows for any status where a hook may refuse, and says nothing of it without hooks`() async throws {
        try await with { api, hooks, world in
            let ann = try await world.player(1)
            hooks.refuse("limit", with: DomainError.preconditionFailed("Later"))
            let refresh = #"{"refresh_token":"\#(ann.refreshToken)"}"#
            for answer in [
                try await ann.get("/client/nonce"), try await api.admin(.get, "/boards"), try await api.admin(.get, "/ops/queues"),
                try await api.send(.post, "/client/sessions/refresh", body: refresh),
            ] {
                // The fixture holds it against the document.
                #expect(answer.status == 412 && answer.error == "Later")
            }
            let unasked = api.document.operations { $0["responses"]?.object?["default"] == nil }
            #expect(unasked.contains("post /v1/client/sessions"))
            #expect(
                unasked.allSatisfy {
                    $0 == "post /v1/client/sessions" || $0.contains(" /v1/register/") || $0.hasPrefix("get /v1/health") || $0 == "get /v1/"
                }
            )
            let hooked = String(decoding: api.document.json.encoded(), as: UTF8.self)
            try await APIFixture.with { plain in
                let added =
                    #","default":{"description":"Refused by the installation","content":{"application/json":{"schema":"#
                    + ##"{"$ref":"#/components/schemas/Error"}}}}"##
                #expect(hooked.contains(added))
                #expect(hooked.replacing(added, with: "") == String(decoding: plain.document.json.encoded(), as: UTF8.self))
            }
        }
    }

    @Test func `a limit that is reached is the answer, before anything of the request happens`() async throws {
        try await with { api, hooks, world in
            let ann = try await world.player(1)
            hooks.refuse("limit", with: DomainError.tooManyRequests("Too many requests", retryAfter: .seconds(3)))
            for answer in [
                try await ann.get("/client/nonce"), try await api.admin(.get, "/boards"),
                try await api.admin(.patch, "/games/\(world.gameID)", #"{"deleted":true}"#),
            ] {
                #expect(answer.status == 429)
                #expect(answer.error == "Too many requests")
                #expect(answer.headers[.retryAfter] == "3")
            }
            hooks.refuse("limit", with: nil)
            #expect(try await api.admin(.get, "/games/\(world.gameID)").status == 200)
        }
    }
}

private struct IssueFound: Error {}
