import ByteJSON
import Foundation
import LeadrDomain
import LeadrStore
import Postgres
import TestSupport
import Testing

/// Runs the built `leadrctl` against the test's servers.
@Suite struct BoardCommandTests {
    @Test func `leadrctl board and score answer, change and record, with exit codes that scripts can trust`() async throws {
        try await StoreWorld.run("boardcommand") { world in
            let database = try await world.databaseName()
            let prefix = TestServers.uniquePrefix("boardcommand") + ":"
            let board = ControlTool(group: "board", prefix: prefix, database: database)
            let score = ControlTool(group: "score", prefix: prefix, database: database)
            try await check(board, score, world)
        }
    }

    private func check(_ board: ControlTool, _ score: ControlTool, _ world: StoreWorld) async throws {
        let id = try await world.board()
        let player = try await world.identity()
        _ = try await world.ranking.apply([world.job(id, player, 5, name: "Ann"), world.job(id, player, 3, at: 1)])
        let row = ScoreID(DerivedID.boardState(board: id, identity: player, isTest: false).uuid)
        let shown = try await board.run("show", id.wire, "--json")
        #expect(shown.code == 0 && shown.json["pools"]?.object?["production"]?.object?["rows"]?.object?["ranked"] == 1)
        #expect(try await board.run("show", id.wire).text.contains("production"))
        let unknown = try await board.run("show", BoardID(UUID()).wire)
        #expect(unknown.code == 1 && unknown.errors.contains("Board not found"))
        #expect(try await board.run("rebuild", id.wire, "--json").json["queued"] == true)
        #expect(try await board.run("rebuild", id.wire, "--rows", "--json").json["written"] == 0)
        try await world.execute("UPDATE board_states SET primary_value = 4")
        let verified = try await board.run("verify", id.wire, "--json")
        #expect(verified.code == 1 && verified.json["counts"]?.object?["row_differs"] == 1)
        let explained = try await score.run("explain", row.wire)
        #expect(explained.code == 0 && explained.text.contains("BEST of 2 events") && explained.text.contains("*"))
        #expect(try await score.run("explain", ScoreID(UUID()).wire).code == 1)
        let foreign = try await board.run("clear", "--board", id.wire, "--account", AccountID(UUID()).wire, "--apply")
        #expect(foreign.code == 1 && foreign.errors.contains("belongs to another account"))
        let account = world.accountID.wire
        let dry = try await board.run("clear", "--board", id.wire, "--account", account)
        #expect(dry.code == 0 && dry.text.hasSuffix("nothing was changed: add --apply"))
        #expect(try await world.count("score_events") == 2)
        let cleared = try await board.run("clear", "--board", id.wire, "--account", account, "--apply", "--json")
        #expect(cleared.code == 0 && cleared.json["counts"]?.object?["score_events"] == 2)
        #expect(try await world.count("score_events") == 0)
        let actions = try await world.execute("SELECT action FROM operator_actions ORDER BY at").map { try $0.decode(0, as: String.self) }
        #expect(actions == ["board.rebuild-rows", "board.clear"])
    }
}
