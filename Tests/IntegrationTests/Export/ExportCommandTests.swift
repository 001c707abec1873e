import ByteJSON
import Foundation
import LeadrDomain
import LeadrStore
import TestSupport
import Testing

/// Runs the built `leadrctl` against the test's servers.
@Suite struct ExportCommandTests {
    private struct Scene {
        let world: StoreWorld
        let tool: ControlTool
        let folder: URL

        static func run(_ body: (Scene) async throws -> Void) async throws {
            try await StoreWorld.run("exportcommand") { world in
                let database = try await world.databaseName()
                let folder = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("export"))
                defer { try? FileManager.default.removeItem(at: folder) }
                let (board, player) = (try await world.board(), try await world.identity())
                _ = try await world.ranking.apply((0..<3).map { world.job(board, player, Double($0), at: Int64($0), name: "Ann, \"A\"") })
                let tool = ControlTool(group: "export", prefix: "exportcommand:", database: database)
                try await body(Scene(world: world, tool: tool, folder: folder))
            }
        }

        func export(_ more: String..., account: String? = nil) async throws -> ControlTool.Outcome {
            let account = account ?? world.accountID.wire
            return try await tool.run(["--account", account, "--out", folder.path] + more)
        }

        func text(_ file: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        }

        func files() throws -> Set<String> {
            Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        }
    }

    @Test func `JSON lines: a file for every table, each line an object, and a bar on standard error`() async throws {
        try await Scene.run { scene async throws in
            let outcome = try await scene.export()
            #expect(outcome.code == 0 && outcome.text.contains("score_events.jsonl  3 rows"), "\(outcome)")
            #expect(outcome.errors.hasPrefix("rows") && !outcome.text.contains("rows:"))
            #expect(try scene.files() == Set(ExportTable.all.map { "\($0.name).jsonl" }))
            #expect(try scene.text("board_templates.jsonl").isEmpty, "nothing of it is there")
            let lines = try scene.text("score_events.jsonl").split(separator: "\n")
            let objects = try lines.map { line in
                var scanner = JSONScanner(Array(line.utf8))
                return try scanner.parse().object
            }
            #expect(objects.count == 3 && objects.allSatisfy { $0?["account_id"]?.string == scene.world.accountID.wire })
        }
    }

    @Test func `comma-separated values: the names of the columns, then rows after RFC 4180`() async throws {
        try await Scene.run { scene async throws in
            #expect(try await scene.export("--format", "csv").code == 0)
            #expect(try scene.files() == Set(ExportTable.all.map { "\($0.name).csv" }))
            for table in ExportTable.all {
                #expect(try scene.text("\(table.name).csv").hasPrefix(table.columnNames.joined(separator: ",") + "\r\n"), "\(table.name)")
            }
            let rows = try scene.text("board_states.csv").components(separatedBy: "\r\n")
            #expect(rows.count == 3 && rows[2].isEmpty && rows[1].contains(#","Ann, ""A""","#), "\(rows)")
        }
    }

    @Test func `files that are there stay as they are, and nobody else can read them`() async throws {
        try await Scene.run { scene async throws in
            #expect(try await scene.export().code == 0)
            let before = try scene.text("score_events.jsonl")
            let attributes = try FileManager.default.attributesOfItem(atPath: scene.folder.appendingPathComponent("users.jsonl").path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let again = try await scene.export()
            #expect(again.code == 1 && again.errors.contains("accounts.jsonl cannot be made: File exists"), "\(again)")
            #expect(try scene.text("score_events.jsonl") == before)
        }
    }

    @Test func `when one file cannot be made there is none but it`() async throws {
        try await Scene.run { scene async throws in
            try FileManager.default.createDirectory(at: scene.folder, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: scene.folder.appendingPathComponent("users.jsonl"))
            let refused = try await scene.export()
            #expect(refused.code == 1 && refused.errors.contains("users.jsonl cannot be made: File exists"), "\(refused)")
            #expect(try scene.files() == ["users.jsonl"] && scene.text("users.jsonl") == "mine")
        }
    }

    @Test func `an account that is not there leaves no files`() async throws {
        try await Scene.run { scene async throws in
            let unknown = try await scene.export(account: AccountID(UUID()).wire)
            #expect(unknown.code == 64 && unknown.errors.contains("there is no account"), "\(unknown)")
            #expect(try await scene.export(account: "acc_x").errors.contains("acc_x is no account id"))
            #expect(try scene.files().isEmpty)
        }
    }
}
