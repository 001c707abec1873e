import ArgumentParser
import AsyncHTTPClient
import Foundation
import LeadrRuntime
import Postgres

/// `leadrctl demo`: plays a small game through the public API and checks the boards against SQL.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Creates a game with boards of each type, plays it through the public API, prints the top ten and checks them against SQL"
    )

    @Option(help: "Address of the API, without the prefix.") var url: String?
    @Option(help: "Superadmin key; default: SUPERADMIN_API_KEY, or superadmin.key in LEADR_DATA.") var key: String?
    @Option(help: "Players.") var players = 200
    @Option(help: "Submissions of each player.") var runs = 15
    @Option(help: "The same seed draws the same scores.") var seed: UInt64 = 2026

    func validate() throws {
        guard (1...2000).contains(players), (1...1000).contains(runs) else { throw ValidationError("players: 1 to 2000, runs: 1 to 1000") }
    }

    func run() async throws {
        let context = CommandContext.load()
        let key = try self.key ?? Self.storedKey(context)
        let base = (url ?? "http://127.0.0.1:\(context.settings.http.port)") + context.settings.application.apiPrefix
        let client = DemoClient(base: base, http: HTTPClient.shared)
        let world = try await DemoWorld.create(client, key: key)
        let player = try await DemoRun(client: client, world: world, players: players, runsPerPlayer: runs, seed: seed).play()
        let wrong = try await context.withPostgres { try await show(world, player, DemoCheck(pool: $0)) }
        guard wrong == 0 else { throw DemoError("\(wrong) boards differ from SQL") }
        tell("\nAll top tens equal a full recomputation in SQL.")
    }

    /// Prints every board and returns how many differ from SQL.
    private func show(_ world: DemoWorld, _ player: DemoPlayer, _ check: DemoCheck) async throws -> Int {
        var wrong = 0
        for (id, board) in zip(world.boardIDs, DemoBoard.all) {
            let shown = try await player.topTen(id)
            let expected = try await check.topTen(id, board)
            tell("\n\(board.name)  (\(board.type)\(board.keepStrategy == "NA" ? "" : ", \(board.keepStrategy)"), \(board.unit))")
            for row in shown { tell(Self.line(row)) }
            if shown != expected {
                wrong += 1
                tell("  DIFFERS from SQL:")
                for row in expected { tell(Self.line(row)) }
            }
        }
        return wrong
    }

    private static func line(_ row: DemoRow) -> String {
        let value = row.value == row.value.rounded() ? String(Int64(row.value)) : String(format: "%.3f", row.value)
        return String(repeating: " ", count: max(0, 4 - "\(row.rank)".count)) + "\(row.rank). "
            + row.name.padding(toLength: 16, withPad: " ", startingAt: 0) + String(repeating: " ", count: max(0, 12 - value.count)) + value
    }

    private static func storedKey(_ context: CommandContext) throws -> String {
        if let key = context.settings.superadmin.apiKey?.exposed, !key.isEmpty { return key }
        let file = (ProcessInfo.processInfo.environment["LEADR_DATA"] ?? ".leadr") + "/superadmin.key"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw DemoError("no superadmin key: pass --key") }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
