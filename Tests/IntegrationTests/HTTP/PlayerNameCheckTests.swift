import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

@Suite("Client API: player names")
struct PlayerNameCheckTests {
    @Test func `a name is free unless somebody else has it on a board that keeps names unique`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let unique = try await world.board("Unique", #","unique_player_names":true"#)
            let runs = try await world.board("Runs", #","unique_player_names":true,"board_type":"RUN_RUNS""#)
            let open = try await world.board("Open")
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            for board in [unique, runs, open] { #expect(try await ann.submit(1, to: board, name: "Ada  Lovelace").status == 201) }
            let taken = try await ben.get("/client/player-names/check?name=+ADA%20lovelace%20")
            #expect(taken.status == 200)
            #expect(taken["name"] == " ADA lovelace ")
            #expect(taken["normalised_name"] == "ada lovelace")
            #expect(taken["available"] == false)
            let expected: [JSONValue] = [
                ["board_id": .string(unique), "board_name": "Unique"], ["board_id": .string(runs), "board_name": "Runs"],
            ]
            #expect(taken["conflicts"]?.array == expected)
            // Own names are no conflict, in either pool.
            for player in [ann, try await world.player(1, testMode: true)] {
                let own = try await player.get("/client/player-names/check?name=ada%20lovelace")
                #expect(own["available"] == true)
                #expect(own["conflicts"] == .array([]))
            }
        }
    }

    @Test func `only boards that are asked about count, and foreign ones never`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let other = try await World.make(in: api, name: "Other")
            let first = try await world.board("First", #","unique_player_names":true"#)
            let second = try await world.board("Second", #","unique_player_names":true"#)
            let third = try await world.board("Third", #","unique_player_names":true"#)
            let foreign = try await other.board("Foreign", #","unique_player_names":true"#)
            let (ann, ben) = (try await world.player(1), try await world.player(2))
            for board in [first, second] { #expect(try await ann.submit(1, to: board, name: "Ann").status == 201) }
            #expect(try await other.player(1).submit(1, to: foreign, name: "Ann").status == 201)
            func conflicts(_ query: String) async throws -> [String?] {
                let answer = try await ben.get("/client/player-names/check?name=ann\(query)")
                #expect(answer.status == 200)
                return answer["conflicts"]?.array?.map { $0.object?["board_id"]?.string } ?? []
            }
            let unknown = "brd_00000000-0000-4000-8000-000000000000"
            #expect(try await conflicts("") == [first, second])
            #expect(try await conflicts("&board_ids=\(second)&board_ids=\(third)") == [second])
            #expect(try await conflicts("&board_ids=\(foreign)&board_ids=\(unknown)").isEmpty)
            #expect(try await api.admin(.patch, "/boards/\(first)", #"{"deleted":true}"#).status == 200)
            #expect(try await conflicts("") == [second])
        }
    }

    @Test func `a blank name is free, a missing or overlong one is refused`() async throws {
        try await APIFixture.with { api async throws in
            let ann = try await World.make(in: api).player(1)
            let blank = try await ann.get("/client/player-names/check?name=%20%09")
            #expect(blank["available"] == true)
            #expect(blank["normalised_name"] == "")
            #expect(try await ann.get("/client/player-names/check").issues == ["missing name"])
            let long = String(repeating: "x", count: 256)
            #expect(try await ann.get("/client/player-names/check?name=\(long)").issues == ["string_too_long name"])
            #expect(try await ann.get("/client/player-names/check?name=a%00b").status == 422)
            #expect(try await ann.get("/client/player-names/check?name=a&board_ids=x").issues == ["value_error board_ids"])
            #expect(try await api.send(.get, "/client/player-names/check?name=a").status == 401)
        }
    }
}
