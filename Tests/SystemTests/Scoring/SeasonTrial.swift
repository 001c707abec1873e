import ByteJSON
import Foundation
import LeadrDomain
import LeadrStore
import Postgres
import TestSupport
import Testing

/// A template that makes a board every second while schedulers are killed: every second must have one board in the end, and the numbers of the series
/// no gap.
///
/// Runs in any installation that was started with ``settings`` and has a ready API; beside it, other trials may run.
struct SeasonTrial: Sendable {
    /// What the installation's schedulers need.
    static let settings = ["BACKGROUND_TASK_TEMPLATE_INTERVAL": "1", "BACKGROUND_TASK_EXPIRE_INTERVAL": "1"]

    let installation: Installation
    /// What the choice of victims and pauses begins with.
    var seed = FaultSettings.seed
    /// How long schedulers are killed.
    var duration = Duration.seconds(60)
    /// How long after the last kill everything may take to be made up for: a new leader within 15 s, and one run.
    var patience = Duration.seconds(20)

    /// A board as the verdict needs it.
    private struct Season {
        let id: BoardID
        let startsAt: Timestamp
        let name: String
    }

    /// Kills schedulers and judges what was made meanwhile.
    func run() async throws {
        print("seasons: seed \(seed), files in \(installation.folder.path)")
        let api = GameAPI(port: installation.port, adminKey: installation.superadminKey)
        let first = Timestamp(microseconds: SystemClock().now().seconds * 1_000_000)
        let template = try await makeTemplate(api, due: first)
        let kills = try await killSchedulers()
        #expect(kills >= Int(duration / .seconds(10)), "schedulers were killed")
        let isMadeUp = try await eventually(within: patience) { try await lag(of: template) <= .seconds(2) }
        #expect(isMadeUp, "all that was due is there")
        try await judge(template, from: first, api)
    }

    private func makeTemplate(_ api: GameAPI, due: Timestamp) async throws -> BoardTemplateID {
        let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
        let account = try await api.create("/accounts", ["name": .string("Seasons \(suffix)")])
        let game = try await api.create("/games", ["account_id": .string(account), "name": .string("Seasons \(suffix)")])
        let body: JSONValue = [
            "account_id": .string(account), "game_id": .string(game), "name": "Season", "name_template": "Season {series}",
            "repeat_interval": "1 second", "next_run_at": .string(due.rfc3339), "is_active": true,
        ]
        return try BoardTemplateID(wire: try await api.create("/board-templates", body))
    }

    /// Every few seconds one scheduler ends without a word, and another one starts; returns how many did.
    private func killSchedulers() async throws -> Int {
        var random = SeededRandom(seed: seed)
        let started = ContinuousClock.now
        var kills = 0
        while ContinuousClock.now - started < duration {
            // The pace of the kills, not a wait for a result.
            try await Task.sleep(for: .milliseconds(Int.random(in: 2000...5000, using: &random)))
            let schedulers = installation.running.filter { $0.kind == .scheduler }.sorted { $0.processID < $1.processID }
            let victim = try #require(schedulers.randomElement(using: &random), "a scheduler runs")
            victim.send(SIGKILL)
            _ = await victim.waitForEnd()
            kills += 1
            try installation.start(.scheduler)
        }
        return kills
    }

    /// How long the template's next board has been due.
    private func lag(of template: BoardTemplateID) async throws -> Duration {
        let sql = "SELECT clock_timestamp(), next_run_at FROM board_templates WHERE id = $1"
        let row = try #require(try await installation.postgres.query(query(sql, template)).firstRow)
        return try row.decode(0, as: Timestamp.self) - row.decode(1, as: Timestamp.self)
    }

    /// Each second has one board, numbered in order, and the boards can be read.
    private func judge(_ template: BoardTemplateID, from first: Timestamp, _ api: GameAPI) async throws {
        let seasons = try await seasons(of: template)
        #expect(seasons.count >= Int(duration / .seconds(1)), "a board for each second of the trial")
        #expect(seasons.map(\.startsAt) == seasons.indices.map { first + .seconds($0) }, "every second has one board")
        #expect(seasons.map(\.name) == seasons.indices.map { "Season \($0 + 1)" }, "the series has no gap and repeats nothing")
        let noted = "SELECT board_id FROM template_runs WHERE template_id = $1 AND due_at <= $2 ORDER BY due_at"
        let rows = try await installation.postgres.query(query(noted, template, seasons.last?.startsAt))
        #expect(try rows.map { try $0.decode(0, as: BoardID.self) } == seasons.map(\.id), "each slot is noted with its board")
        for season in [seasons.first, seasons.last].compactMap(\.self) {
            let board = try await api.send("/boards/\(season.id.wire)", headers: [("leadr-api-key", api.adminKey)])
            #expect(try board.text("name") == season.name)
        }
    }

    private func seasons(of template: BoardTemplateID) async throws -> [Season] {
        let sql = "SELECT id, starts_at, name FROM boards WHERE created_from_template_id = $1 ORDER BY starts_at, created_at"
        return try await installation.postgres.query(query(sql, template)).map {
            Season(id: try $0.decode(0), startsAt: try $0.decode(1), name: try $0.decode(2))
        }
    }

    private func query(_ sql: String, _ parameters: (any PostgresEncodable)?...) -> PostgresQuery {
        PostgresQuery(sql, parameters, operation: "select", table: "boards")
    }
}
