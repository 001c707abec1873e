import ByteJSON
import HTTPTypes
import Testing

@Suite("Parameters in paths and queries")
struct ParameterTests {
    @Test func `a parameter of a path is decoded once, and a slash in it does not split the path`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board(isIndexed: false)
            let escaped = board.replacing("_", with: "%5F").replacing("-", with: "%2d")
            #expect(try await api.admin(.get, "/boards/\(escaped)")["id"]?.string == board)
            #expect(try await api.admin(.patch, "/boards/\(escaped)", #"{"name":"New"}"#)["name"] == "New")
            for twice in ["brd%255F" + board.dropFirst(4), board + "%2Fx", board + "%2f..", "%2e%2e%2fgames", board + "+"] {
                let answer = try await api.admin(.get, "/boards/\(twice)")
                #expect(answer.issues == ["value_error board_id"], "\(twice): \(answer.json)")
            }
            let ann = try await world.player(1)
            let unknown = "00000000-0000-4000-8000-000000000000"
            #expect(try await ann.get("/client/scores/%73cr%5F\(unknown)").error == "Score not found")
            #expect(try await ann.get("/client/submissions/sev%5f\(unknown)").error == "Submission not found")
            #expect(try await api.admin(.get, "/ops/jobs/sev%5F\(unknown)").error == "Job not found")
            #expect(try await api.admin(.get, "/ops/queues/anti%63heat/jobs").status == 200)
            #expect(try await api.admin(.get, "/ops/queues/anti%2Fcheat/jobs").status == 404)
        }
    }

    @Test(arguments: [("%zz", "value_error"), ("brd_%", "value_error"), ("%4", "value_error"), ("brd%FF", "string_unicode"), ("%00", "value_error")])
    func `an escape that stands for no text is refused like any bad identifier`(segment: String, type: String) async throws {
        try await APIFixture.with { api async throws in
            let answer = try await api.admin(.get, "/boards/\(segment)")
            #expect(answer.status == 422)
            let item = try #require(answer["error"]?.array?.first?.object)
            #expect(item["type"]?.string == type && item["loc"] == ["path", "board_id"])
            #expect(try await api.admin(.get, "/ops/queues/\(segment)/jobs").issues == ["\(type) queue"])
            #expect(try await api.admin(.post, "/ops/workers/\(segment)/quiet").issues == ["\(type) worker"])
        }
    }

    @Test func `text that is no UTF-8 is refused in every parameter that is read, and ignored in others`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            for bad in ["%FF", "a%C3%28", "%C0%AF", "%ED%A0%80"] {
                for name in ["slug", "code", "sort", "cursor", "limit", "is_active", "account_id", "starts_after"] {
                    let answer = try await api.admin(.get, "/boards?\(name)=\(bad)")
                    #expect(answer.issues == ["string_unicode \(name)"], "\(name)=\(bad): \(answer.json)")
                    #expect(answer["error"]?.array?.first?.object?["loc"] == ["query", .string(name)])
                }
                #expect(try await api.admin(.get, "/boards?x=\(bad)&%FF=1").status == 200)
                #expect(try await api.admin(.get, "/boards?slug=\(bad)&slug=a&game_slug=acme-game").status == 200, "the last one counts")
                #expect(try await api.admin(.get, "/ops/dead-letters?cursor=\(bad)").issues == ["string_unicode cursor"])
                #expect(try await ann.get("/client/player-names/check?name=\(bad)").issues == ["string_unicode name"])
                #expect(try await ann.get("/client/player-names/check?name=a&board_ids=\(bad)").issues == ["string_unicode board_ids"])
            }
            #expect(try await ann.get("/client/player-names/check?name=%EF%BF%BD").status == 200, "the replacement character itself is text")
        }
    }

    @Test func `NUL is refused in every parameter that is read`() async throws {
        try await APIFixture.with { api async throws in
            for name in ["slug", "sort", "cursor", "limit", "account_id"] {
                let answer = try await api.admin(.get, "/boards?\(name)=a%00")
                #expect(answer.issues == ["value_error \(name)"], "\(name): \(answer.json)")
            }
            #expect(try await api.admin(.get, "/boards?x=%00").status == 200)
        }
    }

    @Test func `times without seconds and dates alone are read, and written in full`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Timed", #","starts_at":"2026-01-15T12:30Z","ends_at":"2026-02-01""#, isIndexed: false)
            let read = try await api.admin(.get, "/boards/\(board)")
            #expect(read["starts_at"] == "2026-01-15T12:30:00Z" && read["ends_at"] == "2026-02-01T00:00:00Z")
            for (query, count) in [("starts_before=2026-01-16", 1), ("starts_before=2026-01-15", 0), ("ends_after=2026-01-31T23:59Z", 1)] {
                #expect(try await api.admin(.get, "/boards?\(query)").data.count == count, "\(query)")
            }
            #expect(try await api.admin(.get, "/boards?starts_before=2026-01").issues == ["datetime_from_date_parsing starts_before"])
        }
    }
}
