import ArgumentParser
import ByteJSON
import JobQueue
import LeadrServices

/// `leadrctl queue workers`.
struct WorkersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "workers", abstract: "Lists workers with what they hold")

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workers = try await CommandContext.load().withOperations { try await $0.inspection.workers() }
        output.show(.object(["workers": .array(workers.map { $0.jsonDescription() })])) { Self.table(workers) }
    }

    static func table(_ workers: [WorkerEntry]) -> String {
        guard !workers.isEmpty else { return "no workers" }
        var table = TextTable("WORKER", "QUEUE", ">CLAIMS", ">JOBS", ">OLDEST CLAIM", ">HEARTBEAT", ">ROUND TRIP", "QUIET")
        for entry in workers {
            let worker = entry.worker
            table.add(
                worker.identity.description,
                entry.queue.description,
                "\(worker.claims)",
                "\(worker.jobs)",
                Shown.age(worker.oldestClaim),
                Shown.age(worker.silence),
                Shown.milliseconds(worker.roundTrip),
                Shown.yes(worker.isQuiet)
            )
        }
        return table.text
    }
}
