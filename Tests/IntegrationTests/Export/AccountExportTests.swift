import ByteJSON
import Foundation
import LeadrDomain
import LeadrStore
import Testing

@Suite struct AccountExportTests {
    private struct Scene {
        let world: StoreWorld
        let board: BoardID
        let player: IdentityID

        static func run(_ body: (Scene) async throws -> Void) async throws {
            try await StoreWorld.run("export") { world in
                let (board, runs) = (try await world.board(), try await world.board(.runRuns))
                let player = try await world.identity()
                let name = "Ünï \"quoted\", \n line"
                for number in 0..<5 {
                    let jobs = [
                        world.job(board, player, Double(number), at: Int64(number), name: name),
                        world.job(runs, player, Double(number), at: Int64(number), type: .runRuns, name: name, isTest: true),
                    ]
                    _ = try await world.ranking.apply(jobs)
                }
                try await world.execute("INSERT INTO accounts (id, name, slug) VALUES (gen_random_uuid(), 'other', 'other')")
                try await world.execute(
                    "INSERT INTO games (id, account_id, name, slug) SELECT gen_random_uuid(), id, 'g2', 'g2' FROM accounts WHERE slug = 'other'"
                )
                try await body(Scene(world: world, board: board, player: player))
            }
        }

        func lines(_ format: AccountExport.Format, chunk: Int = 2000) async throws -> [String: [String]] {
            var lines: [String: [String]] = [:]
            try await AccountExport(pool: world.pool, chunk: chunk).forEachChunk(world.accountID, format) { lines[$0.name, default: []] += $1 }
            return lines
        }
    }

    @Test(arguments: [1, 3, 5, 2000])
    func `all that belongs to the account is there, and nothing else, chunk by chunk`(chunk: Int) async throws {
        try await Scene.run { scene in
            let lines = try await scene.lines(.jsonl, chunk: chunk)
            let counts = try await AccountExport(pool: scene.world.pool).counts(scene.world.accountID)
            #expect(lines.mapValues(\.count) == Dictionary(uniqueKeysWithValues: counts.filter { $0.value > 0 }.map { ($0.key.name, $0.value) }))
            #expect(
                lines.mapValues(\.count)
                    == ["accounts": 1, "games": 1, "boards": 2, "identities": 1, "score_events": 10, "board_states": 1, "run_entries": 5]
            )
        }
    }

    @Test func `a line is a JSON object with ids and values as the API has them`() async throws {
        try await Scene.run { scene in
            let line = try #require(try await scene.lines(.jsonl)["board_states"]?.first)
            var scanner = JSONScanner(Array(line.utf8))
            let row = try #require(try scanner.parse().object)
            #expect(row["board_id"]?.string == scene.board.wire && row["identity_id"]?.string == scene.player.wire)
            #expect(row["primary_value"]?.double == 4 && row["player_name"]?.string == "Ünï \"quoted\", \n line")
            #expect(row["id"]?.string?.hasPrefix("scr_") == true && row["is_test"]?.bool == false && row["country"]?.string == "DE")
            #expect(row["city"]?.isNull == true)
        }
    }

    @Test func `comma-separated values keep quotes and line ends`() async throws {
        try await Scene.run { scene in
            let line = try #require(try await scene.lines(.csv)["board_states"]?.first)
            #expect(line.contains("\"Ünï \"\"quoted\"\", \n line\""))
            #expect(line.hasPrefix("scr_"))
        }
    }

    @Test func `secrets are no columns`() {
        for table in ExportTable.all { #expect(!table.columnNames.contains { $0.contains("hash") || $0.contains("secret") }, "\(table.name)") }
    }

    @Test func `fields are quoted where they must be`() {
        #expect(CSVLine.text(["a", nil, "", "b c", "d,e", "f\"g", "h\r\n"]) == "a,,\"\",b c,\"d,e\",\"f\"\"g\",\"h\r\n\"")
    }
}
