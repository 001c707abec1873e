import LeadrDomain
import LeadrServices
import LeadrStore
import Postgres
import TestSupport
import Testing

@Suite("Several generators of boards")
struct BoardGeneratorRaceTests {
    @Test func `generators that run at once make every slot once and leave none out`() async throws {
        try await TemplateBench.run { bench in
            for round in 0..<20 {
                // Hours of the same slug, and seconds with a name of their own each.
                let hours = try await bench.template("Hour", slug: "hour-\(round)", every: "1 hour")
                let seconds = try await bench.template("R\(round) {series}", every: "1 second")
                let now = TemplateBench.start + .seconds(24)
                let made = try await withThrowingTaskGroup(of: [BoardID].self) { group in
                    for _ in 0..<2 {
                        group.addTask {
                            var boards: [BoardID] = []
                            // A template that the other one holds is left to it.
                            while try await !bench.templates.due(at: now).isEmpty {
                                let report = try await bench.generator().generate(at: now)
                                #expect(report.failures == 0)
                                boards += report.boards
                            }
                            return boards
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(made.count == 26 && Set(made).count == 26)
                let boards = try await bench.boards(of: seconds)
                #expect(boards.map(\.startsAt) == (0...24).map { TemplateBench.start + .seconds($0) })
                #expect(boards.map(\.name) == (1...25).map { "R\(round) \($0)" })
                #expect(try await bench.recordedSlots(of: seconds) == boards.map(\.startsAt))
                #expect(try await bench.boards(of: hours).map(\.startsAt) == [TemplateBench.start])
            }
        }
    }

    @Test func `a template that somebody holds is passed over without waiting`() async throws {
        try await TemplateBench.run { bench in
            let (held, free) = (try await bench.template("Held"), try await bench.template("Free"))
            try await bench.world.pool.transaction { connection in
                let lock = PostgresQuery(
                    "SELECT 1 FROM board_templates WHERE id = $1 FOR UPDATE",
                    [held],
                    operation: "select",
                    table: "board_templates"
                )
                _ = try await connection.query(lock)
                // Not a child, because a task that holds a transaction gets no second connection.
                let report = try await Task.detached { try await bench.generate(after: .zero) }.value
                #expect(report.boards.count == 1)
                #expect(report.failures == 0)
            }
            #expect(try await bench.boards(of: free).count == 1)
            #expect(try await bench.generate(after: .zero).boards.count == 1)
            #expect(try await bench.boards(of: held).count == 1)
        }
    }

    @Test func `a board that is being ranked on when it ends does not keep its slug from the next one`() async throws {
        try await TemplateBench.run { bench in
            let named = try await bench.template("Cup")
            try await bench.generate(after: .zero)
            let first = try await bench.boards(of: named)[0]
            let generation = try await bench.world.pool.transaction { connection in
                let lock = PostgresQuery("SELECT 1 FROM boards WHERE id = $1 FOR SHARE", [first.id], operation: "select", table: "boards")
                _ = try await connection.query(lock)
                let generation = Task.detached { try await bench.generate(after: .days(1)) }
                #expect(await eventually { await Task.detached { await Self.isHeldUp(bench) }.value }, "it waits for the board")
                return generation
            }
            #expect(try await generation.value.failures == 0)
            let boards = try await bench.boards(of: named)
            #expect(boards.map(\.slug) == ["cup", "cup"])
            #expect(boards.map(\.isActive) == [false, true])
        }
    }

    private static func isHeldUp(_ bench: TemplateBench) async -> Bool {
        let waiting =
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%SET is_active%'"
        return (try? await bench.world.execute(waiting))?.firstRow != nil
    }
}
