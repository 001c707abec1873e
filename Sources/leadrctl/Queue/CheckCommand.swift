import ArgumentParser
import ByteJSON
import JobQueue
import LeadrServices

/// `leadrctl queue fsck`.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Checks the invariants of the queues: every job in one place, every claim owned, counters right",
        discussion: "Exit code 1 when something is broken and was not mended."
    )

    @Argument(help: "Queue; all of them when none is named.") var queue: String?
    @Flag(help: "Mend what is broken.") var repair = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = try await CommandContext.load().withOperations { operations in
            let name = try queue.map { try operations.directory.named($0) }
            return try await operations.control.check(name, repairs: repair, by: CommandContext.actor)
        }
        output.show(report.jsonDescription()) { Self.text(report) }
        guard report.isClean else { throw ExitCode(1) }
    }

    static func text(_ report: QueueCheckReport) -> String {
        var table = TextTable("QUEUE", ">JOBS", ">DEAD", "READ", "FINDING")
        for check in report.found {
            let findings = check.findings.isEmpty ? ["none"] : check.findings.map { $0.description + ($0.isNotice ? " (notice)" : "") }
            for finding in findings {
                table.add(check.queue.description, "\(check.jobs)", "\(check.dead)", check.isDeep ? "every job" : "counts", finding)
            }
        }
        let isBroken = report.found.contains { !$0.isClean }
        let end =
            !isBroken ? "all is well" : report.isClean ? "mended" : report.repairs ? "not everything could be mended" : "broken: run it with --repair"
        return table.text + "\n" + end
    }
}
