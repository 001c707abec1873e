import ArgumentParser
import ByteJSON
import JobQueue
import LeadrDomain
import LeadrServices

/// `leadrctl queue list`.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists jobs of a queue in the order in which they will be taken")

    @Argument(help: "Queue.") var queue: String
    @Option(help: "Only there: ready, redelivery, delayed or claimed.") var place: JobPlace?
    @Option(help: "How many jobs to skip.") var first = 0
    @Option(help: "At most so many jobs, 1 to 10,000.") var limit = 50
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard first >= 0, (1...10_000).contains(limit) else { throw ValidationError("--first: at least 0; --limit: 1 to 10000") }
    }

    func run() async throws {
        let jobs = try await CommandContext.load().withOperations {
            try await $0.inspection.jobs(of: $0.directory.named(queue), in: place, first: first, limit: limit)
        }
        output.show(.object(["jobs": .array(jobs.map { $0.jsonDescription() })])) { Self.table(jobs) }
    }

    static func table(_ jobs: [JobPicture]) -> String {
        guard !jobs.isEmpty else { return "no jobs" }
        var table = TextTable("ID", "QUEUE", "PLACE", "TENANT", "ENQUEUED", ">DELIVERIES", ">FAILURES", "DUE OR OWNER")
        for job in jobs {
            table.add(
                job.job?.hexadecimalID ?? "no job",
                job.queue.description,
                job.entry.place.rawValue,
                job.job?.tenant.text ?? "-",
                Shown.time(job.job.map { Timestamp(microseconds: $0.enqueuedAt * 1000) }),
                job.job.map { "\($0.deliveries)" } ?? "-",
                job.job.map { "\($0.failures)" } ?? "-",
                job.entry.claim?.owner ?? job.entry.due.map { Shown.time(Timestamp(microseconds: $0 * 1000)) } ?? ""
            )
        }
        return table.text
    }
}

extension JobPlace: ExpressibleByArgument {}
