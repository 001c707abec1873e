import ArgumentParser
import ByteJSON
import JobQueue
import LeadrDomain
import LeadrServices

/// `leadrctl queue stats`.
struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stats", abstract: "Shows how much is in every queue")

    @Flag(help: "Show each shard on a line of its own.") var shards = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let queues = try await CommandContext.load().withOperations { try await $0.inspection.queues() }
        let now = SystemClock().now()
        output.show(.object(["queues": .array(queues.map { $0.jsonDescription(now: now) })])) { Self.table(queues, showsShards: shards, now: now) }
    }

    static func table(_ queues: [QueuePicture], showsShards: Bool, now: Timestamp) -> String {
        var table = TextTable(
            "QUEUE",
            ">LIVE",
            ">READY",
            ">REDELIVERY",
            ">DELAYED",
            ">CLAIMED",
            ">CLAIMS",
            ">DEAD",
            ">BYTES",
            ">OLDEST",
            "PAUSED"
        )
        func add(_ name: String, _ statistics: QueueStatistics) {
            table.add(
                name,
                "\(statistics.live)",
                "\(statistics.ready)",
                "\(statistics.redelivery)",
                "\(statistics.delayed)",
                "\(statistics.claimed)",
                "\(statistics.claims)",
                "\(statistics.dead)",
                "\(statistics.bytes)",
                Shown.age(statistics.oldestAge(now: now)),
                Shown.yes(statistics.isPaused)
            )
        }
        for queue in queues {
            add(queue.name.text, queue.total)
            guard showsShards else { continue }
            for (number, shard) in queue.shards.enumerated() { add("  \(queue.name.text)/\(number)", shard) }
        }
        return table.text
    }
}
