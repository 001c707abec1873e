import Foundation
import JobQueue
import LeadrDomain
import Postgres
import TestSupport
import Testing

/// What must be true when the load is over and the queues are empty.
struct Verdict: Sendable {
    let installation: Installation
    let world: TestWorld

    /// Waits until no queue holds a job.
    func drained(within limit: Duration = .seconds(90)) async throws {
        let isDrained = try await eventually(within: limit) {
            var live = 0
            for queue in ProcessKind.workers.compactMap(\.queue) { live += try await installation.queue.statistics(of: queue).live }
            return live == 0
        }
        #expect(isDrained, "the queues are drained")
    }

    /// Every acknowledged submission is decided, its effect is there once, and nothing is left behind.
    func everythingIsDecidedOnce(_ ledger: Ledger) async throws {
        let recorded = try await installation.postgres.query(
            PostgresQuery("SELECT id::text, board_id::text FROM score_events", operation: "select", table: "score_events")
        )
        var seen: Set<String> = []
        for row in recorded { seen.insert("sev_" + (try row.decode(0, as: String.self))) }
        let acknowledged = Set(ledger.entries.map(\.eventID))
        #expect(acknowledged.count == ledger.entries.count, "receipts name distinct submissions")
        #expect(acknowledged.subtracting(seen).isEmpty, "no acknowledged submission is lost")
        for queue in ProcessKind.workers.compactMap(\.queue) {
            let picture = try await installation.queue.statistics(of: queue)
            #expect(picture.claims == 0 && picture.claimed == 0, "no claim is left on \(queue)")
            #expect(picture.dead == 0, "no healthy job is parked on \(queue)")
        }
        try await countsAreExact()
        try await statesEqualEvents()
    }

    /// What the API shows is what SQL computes from the events.
    func ranksEqualSQL(_ player: PlayerSession) async throws {
        for board in world.boards {
            let shown = try await shownRows(player, board)
            let expected = try await RankOracle(postgres: installation.postgres).rows(of: board)
            #expect(shown == expected, "\(board.type) \(board.keep) \(board.direction)")
        }
    }

    /// Effects are counted, so that one applied twice shows.
    private func countsAreExact() async throws {
        let sql = """
            SELECT count(*)::int8 FROM board_states s
            WHERE s.event_count <> (
                SELECT count(*) FROM score_events e
                WHERE e.board_id = s.board_id AND e.identity_id = s.identity_id AND e.is_test = s.is_test AND e.rejected_reason IS NULL)
            """
        #expect(try await count(sql) == 0, "each event is counted once in its row")
        let entries = """
            SELECT abs((SELECT count(*) FROM run_entries) - (SELECT count(*) FROM score_events e JOIN boards b ON b.id = e.board_id
                WHERE b.board_type = 'RUN_RUNS'))::int8
            """
        #expect(try await count(entries) == 0, "each run has one entry")
    }

    private func statesEqualEvents() async throws {
        let sql = """
            SELECT count(*)::int8 FROM board_states s JOIN boards b ON b.id = s.board_id
            WHERE b.board_type = 'COUNTER' AND s.primary_value <> (
                SELECT sum((e.event_payload->>'delta')::numeric)::float8 FROM score_events e
                WHERE e.board_id = s.board_id AND e.identity_id = s.identity_id AND e.is_test = s.is_test)
            """
        #expect(try await count(sql) == 0, "counters equal the sum of their events")
    }

    private func count(_ sql: String) async throws -> Int64 {
        let rows = try await installation.postgres.query(PostgresQuery(sql, operation: "select", table: "board_states"))
        guard let row = rows.first else { return -1 }
        return try row.decode(0, as: Int64.self)
    }

    private func shownRows(_ player: PlayerSession, _ board: TestWorld.Board) async throws -> [RankedLine] {
        var lines: [RankedLine] = []
        var cursor = ""
        repeat {
            let suffix = cursor.isEmpty ? "" : "&cursor=" + (cursor.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
            let page = try await player.get("/client/scores?board_id=\(board.id)&limit=100\(suffix)")
            #expect(page.status == 200)
            lines += try RankedLine.lines(page)
            cursor = RankedLine.nextCursor(page)
        } while !cursor.isEmpty
        return lines
    }
}
