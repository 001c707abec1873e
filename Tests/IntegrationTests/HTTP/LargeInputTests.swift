import ByteJSON
import Foundation
import HTTPTypes
import Testing

/// Input that is small to send and would be large to keep.
@Suite("Texts and numbers of great length")
struct LargeInputTests {
    /// Does not get smaller when an index compresses it.
    private static func noise(_ count: Int) -> String {
        String((0..<count).map { _ in "0123456789abcdefghijklmnopqrstuvwxyz".randomElement() ?? "0" })
    }

    @Test func `what an index or a cursor holds has a limit, which is told with 422`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let head = #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"N""#
            let long = Self.noise(5000)
            let game = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"\#(long)"}"#)
            #expect(game.issues == ["string_too_long name"])
            #expect(try await api.admin(.patch, "/games/\(world.gameID)", #"{"name":"\#(long)"}"#).issues == ["string_too_long name"])
            #expect(try await api.admin(.post, "/boards", head + #","short_code":"\#(long)"}"#).issues == ["string_too_long short_code"])
            let rest = #","repeat_interval":"daily","next_run_at":"2030-01-01T00:00:00Z","is_active":true,"series":"\#(long)"}"#
            #expect(try await api.admin(.post, "/board-templates", head + rest).issues == ["string_too_long series"])
            let edge = try await api.admin(.post, "/games", #"{"account_id":"\#(world.accountID)","name":"\#(Self.noise(255))"}"#)
            #expect(edge.status == 201)
        }
    }

    @Test func `a sort that repeats itself is no longer than one that does not, and pages like it`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board("Runs", #","board_type":"RUN_RUNS""#)
            let ann = try await world.player(1)
            for value in 0..<5 { #expect(try await ann.submit(Double(value), to: board).status == 201) }
            let sort = Array(repeating: "value:asc,created_at:desc", count: 100).joined(separator: ",")
            let first = try await ann.get("/client/scores?board_id=\(board)&limit=3&sort=\(sort)")
            #expect(first.data.map { $0["value"]?.double } == [0, 1, 2])
            let cursor = try #require(first.paging("next_cursor")?.string)
            #expect(cursor.utf8.count < 1000)
            let second = try await ann.get("/client/scores?board_id=\(board)&limit=3&sort=\(sort)&cursor=\(cursor.queryEscaped)")
            #expect(second.data.map { $0["value"]?.double } == [3, 4])
        }
    }

    @Test func `metadata cannot be small to send and large to read`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            let refused = try await ann.submit(1, to: board, extra: #","metadata":[1e-16000]"#)
            #expect(refused.status == 422)
            let kept = try await ann.submit(1, to: board, extra: #","metadata":[5e-324,1e300]"#)
            #expect(kept.status == 201)
        }
    }

    @Test func `a time outside the years that can be written is refused, and no process falls over it`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            for time in ["0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"] {
                let body = #"{"account_id":"\#(world.accountID)","game_id":"\#(world.gameID)","name":"B","starts_at":"\#(time)"}"#
                #expect(try await api.admin(.post, "/boards", body).issues == ["datetime_from_date_parsing starts_at"])
            }
        }
    }
}
