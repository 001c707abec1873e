import Foundation
import LeadrDomain
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("Boards from templates")
struct BoardGeneratorTests {
    @Test func `what was missed is made up for: every slot has its board, and only the present one is open`() async throws {
        try await TemplateBench.run { bench in
            let template = try await bench.template("Day {series}") {
                $0.unit = "km"
                $0.tiePolicy = .earliest
                $0.tags = ["a"]
            }
            let report = try await bench.generate(after: .days(3) + .seconds(60))
            let boards = try await bench.boards(of: template)
            #expect(report.boards == boards.map(\.id))
            #expect(report.failures == 0)
            #expect(boards.map(\.startsAt) == (0...3).map { TemplateBench.day($0) })
            #expect(boards.map(\.endsAt) == (1...4).map { TemplateBench.day($0) })
            #expect(boards.map(\.isActive) == [false, false, false, true])
            #expect(boards.map(\.name) == ["Day 1", "Day 2", "Day 3", "Day 4"])
            #expect(boards.map(\.slug) == ["day-1", "day-2", "day-3", "day-4"])
            #expect(Set(boards.map(\.shortCode)).count == 4)
            #expect(boards.allSatisfy { $0.templateName == "Daily" && $0.unit == "km" && $0.tiePolicy == .earliest && $0.tags == ["a"] })
            #expect(try await bench.recordedSlots(of: template) == boards.map(\.startsAt))
            #expect(try await bench.nextRun(of: template) == TemplateBench.day(4))
            #expect(try await bench.generate(after: .days(3) + .seconds(120)).boards.isEmpty)
        }
    }

    @Test func `a fixed slug goes from season to season, and earlier boards stay`() async throws {
        try await TemplateBench.run { bench in
            let template = try await bench.template(slug: "daily-cup")
            // Two at once, then one at a time.
            for day in 1...4 { #expect(try await bench.generate(after: .days(day)).failures == 0) }
            let boards = try await bench.boards(of: template)
            #expect(boards.count == 5)
            #expect(boards.allSatisfy { $0.slug == "daily-cup" && $0.name == "Daily" })
            #expect(boards.map(\.isActive) == [false, false, false, false, true])
        }
    }

    @Test func `months end where the calendar lets them`() async throws {
        try await TemplateBench.run { bench in
            let due = try #require(Timestamp(rfc3339: "2026-01-31T12:00:00Z"))
            let template = try await bench.template(every: "1 month", due: due)
            try await bench.generator().generate(at: #require(Timestamp(rfc3339: "2026-04-28T12:00:00Z")))
            let starts = try await bench.boards(of: template).compactMap { $0.startsAt?.rfc3339 }
            #expect(starts == ["2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z", "2026-03-28T12:00:00Z", "2026-04-28T12:00:00Z"])
        }
    }

    @Test func `a series counts the live boards of the template in its own game`() async throws {
        try await TemplateBench.run { bench in
            let template = try await bench.template("Day {series}")
            try await bench.generate(after: .days(2))
            let other = GameID(UUID())
            let world = bench.world
            try await world.execute("INSERT INTO games (id, account_id, name, slug) VALUES ($1, $2, 'o', 'o')", [other, world.accountID])
            let strange = try await world.board()
            try await world.execute("UPDATE boards SET created_from_template_id = $1, game_id = $2 WHERE id = $3", [template, other, strange])
            let made = try await bench.boards(of: template)
            for board in made where board.name == "Day 1" { try await bench.delete(board.id) }
            try await bench.generate(after: .days(3))
            let names = try await bench.boards(of: template).filter { $0.gameID == world.gameID }.map(\.name)
            #expect(names == ["Day 2", "Day 3", "Day 3"])
        }
    }

    @Test func `a slug made from the name evades one that is taken`() async throws {
        try await TemplateBench.run { bench in
            try await bench.world.execute("UPDATE boards SET slug = 'daily' WHERE id = $1", [bench.world.board()])
            let template = try await bench.template()
            try await bench.generate(after: .zero)
            #expect(try await bench.boards(of: template).map(\.slug) == ["daily-2"])
        }
    }

    @Test func `a template that fails is told and tried again, and the others go on`() async throws {
        try await TemplateBench.run { bench in
            let holder = try await bench.world.board()
            try await bench.world.execute("UPDATE boards SET slug = 'cup' WHERE id = $1", [holder])
            let due = TemplateBench.start - .seconds(1)
            let taken = try await bench.template(slug: "cup", due: due)
            let broken = try await bench.template("{nope}", due: due)
            let unreadable = try await bench.template(due: due)
            try await bench.world.execute("UPDATE board_templates SET sort_direction = 'SIDEWAYS' WHERE id = $1", [unreadable])
            let good = try await bench.template("Good")
            let report = try await bench.generate(after: .zero)
            #expect(report.failures == 3)
            #expect(try await bench.boards(of: good).map(\.id) == report.boards)
            for template in [taken, broken, unreadable] {
                #expect(try await bench.nextRun(of: template) == due)
                #expect(bench.log.lines.contains { $0.hasPrefix("warning: A template makes no boards") && $0.contains(template.wire) })
            }
            try await bench.delete(holder)
            #expect(try await bench.generate(after: .zero).failures == 2)
            #expect(try await bench.boards(of: taken).map(\.slug) == ["cup"])
        }
    }

    @Test func `one run makes a hundred boards of a template, and the next one goes on`() async throws {
        try await TemplateBench.run { bench in
            let template = try await bench.template("S {series}", every: "1 second")
            let other = try await bench.template("Other")
            // Due at the start and 250 times after it.
            var counts: [Int] = []
            for _ in 1...4 { counts.append(try await bench.generate(after: .seconds(250)).boards.count) }
            #expect(counts == [BoardGenerator.boardsPerTemplate + 1, 100, 51, 0])
            let boards = try await bench.boards(of: template)
            #expect(boards.map(\.startsAt) == (0...250).map { TemplateBench.start + .seconds($0) })
            #expect(boards.map(\.name) == (1...251).map { "S \($0)" })
            #expect(try await bench.boards(of: other).count == 1)
        }
    }

    @Test func `templates that are inactive, deleted, not due yet or of something deleted make nothing`() async throws {
        try await TemplateBench.run { bench in
            let world = bench.world
            let (account, game, orphan) = (AccountID(UUID()), GameID(UUID()), GameID(UUID()))
            try await world.execute("INSERT INTO accounts (id, name, slug, deleted_at) VALUES ($1, 'd', 'd', now())", [account])
            try await world.execute("INSERT INTO games (id, account_id, name, slug) VALUES ($1, $2, 'd', 'd')", [orphan, account])
            let deletedGame = "INSERT INTO games (id, account_id, name, slug, deleted_at) VALUES ($1, $2, 'e', 'e', now())"
            try await world.execute(deletedGame, [game, world.accountID])
            let idle = [
                try await bench.template { $0.isActive = false },
                try await bench.template { $0.deletedAt = TemplateBench.start },
                try await bench.template { $0.nextRunAt = TemplateBench.start + .microseconds(1) },
                try await bench.template { $0.gameID = game },
                try await bench.template {
                    $0.accountID = account
                    $0.gameID = orphan
                },
            ]
            let report = try await bench.generate(after: .zero)
            #expect(report.boards.isEmpty && report.failures == 0)
            #expect(try await world.count("boards") == 0)
            for (number, template) in idle.enumerated() {
                #expect(try await bench.nextRun(of: template) == TemplateBench.start + .microseconds(number == 2 ? 1 : 0))
            }
        }
    }

    @Test func `a slot that is set back makes no second board, unless its board was deleted`() async throws {
        try await TemplateBench.run { bench in
            let template = try await bench.template("Day {series}")
            try await bench.generate(after: .days(1))
            try await bench.delete(bench.boards(of: template)[1].id)
            try await bench.world.execute("UPDATE board_templates SET next_run_at = $2 WHERE id = $1", [template, TemplateBench.start])
            #expect(try await bench.generate(after: .days(1)).boards.count == 1)
            let boards = try await bench.boards(of: template)
            #expect(boards.map(\.startsAt) == [TemplateBench.start, TemplateBench.day(1)])
            #expect(boards.map(\.name) == ["Day 1", "Day 2"])
            #expect(try await bench.recordedSlots(of: template) == boards.map(\.startsAt))
            #expect(try await bench.nextRun(of: template) == TemplateBench.day(2))
        }
    }

    @Test func `after the last day of the year 9999 a template is switched off`() async throws {
        try await TemplateBench.run { bench in
            let due = try #require(Timestamp(rfc3339: "9999-12-31T00:00:00Z"))
            let template = try await bench.template(due: due)
            #expect(try await bench.generator().generate(at: due).boards.count == 1)
            #expect(try await bench.boards(of: template).map(\.endsAt) == [nil])
            let stored = try #require(try await bench.templates.find(template))
            #expect(!stored.isActive)
            #expect(stored.nextRunAt == due)
            #expect(bench.log.lines.contains { $0.hasPrefix("warning: A template is switched off") && $0.contains(template.wire) })
        }
    }

    @Test func `a run closes what has ended by the database's clock, makes what is due by it, and announces new boards`() async throws {
        try await TemplateBench.run { bench in
            let heard = Mutex<[UUID?]>([])
            bench.announcer.onChange(of: .board) { id in heard.withLock { $0.append(id) } }
            let over = try await bench.world.board()
            try await bench.world.execute("UPDATE boards SET ends_at = now() WHERE id = $1", [over])
            let due = try await bench.templates.databaseTime() - .seconds(2 * 3600 + 60)
            let template = try await bench.template("Hour {series}", every: "1 hour", due: due)
            try await bench.generator().run()
            let boards = try await bench.boards(of: template)
            #expect(boards.map(\.isActive) == [false, false, true])
            #expect(try await BoardRepository(pool: bench.world.pool).find(over)?.isActive == false)
            #expect(heard.withLock { $0 } == boards.map(\.id.uuid))
        }
    }

    @Test func `a fault of the database is the caller's, so that the task is tried again`() async throws {
        try await TemplateBench.run { bench in
            _ = try await bench.template()
            let pool = PostgresPool(configuration: bench.world.pool.configuration, logger: TestDatabase.logger)
            await pool.close()
            await #expect(throws: PostgresError.self) { try await bench.generator(pool: pool).run() }
            #expect(try await bench.world.count("boards") == 0)
        }
    }
}
