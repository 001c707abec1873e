import Foundation
import Postgres
import TestSupport
import Testing

/// Who leads the schedulers, and which slots ran, as PostgreSQL knows it.
struct Election: Sendable {
    let installation: Installation

    init(_ installation: Installation) {
        self.installation = installation
    }

    /// The scheduler whose lease holds at the moment.
    func leader() async throws -> ManagedProcess {
        let sql = "SELECT split_part(holder, ':', 2)::int8 FROM scheduler_leases WHERE expires_at > clock_timestamp()"
        let query = PostgresQuery(sql, operation: "select", table: "scheduler_leases")
        var found: ManagedProcess?
        _ = try await eventually(within: .seconds(30)) {
            guard let row = try await installation.postgres.query(query).first else { return false }
            let processID = Int32(truncatingIfNeeded: try row.decode(0, as: Int64.self))
            found = installation.running.first { $0.processID == processID }
            return found != nil
        }
        return try #require(found, "a scheduler leads")
    }

    /// Slots of the task that runs every second which that scheduler has finished.
    func runs(of scheduler: ManagedProcess) async throws -> Int64 {
        try await installation.number(
            """
            SELECT count(*)::int8 FROM scheduler_runs
            WHERE task = 'expire-boards' AND split_part(holder, ':', 2) = '\(scheduler.processID)' AND finished_at IS NOT NULL
            """
        )
    }

    /// Every slot is there once, and no scheduler began one after another had begun to lead.
    func judge(_ run: FaultRun) async throws {
        let twice = try await installation.number(
            "SELECT count(*)::int8 FROM (SELECT 1 FROM scheduler_runs WHERE slot IS NOT NULL GROUP BY task, slot HAVING count(*) > 1) AS repeated"
        )
        #expect(twice == 0, "no slot is there twice")
        let late = try await installation.number(
            """
            SELECT count(*)::int8 FROM scheduler_runs old
            WHERE EXISTS (SELECT 1 FROM scheduler_runs new WHERE new.term > old.term AND new.started_at < old.started_at)
            """
        )
        #expect(late == 0, "no slot was begun under an old term")
        let slots = try await installation.number("SELECT count(*)::int8 FROM scheduler_runs WHERE task = 'expire-boards'")
        let span = try await installation.number("SELECT max(slot) - min(slot) + 1 FROM scheduler_runs WHERE task = 'expire-boards'")
        run.note("slots of one second: \(slots) of \(span) ran, the others passed without a leader")
    }
}
