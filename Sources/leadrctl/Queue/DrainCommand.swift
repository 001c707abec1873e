import ArgumentParser
import ByteJSON
import JobQueue
import LeadrServices

/// `leadrctl queue drain`.
struct DrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain",
        abstract: "Waits until a queue is empty, or makes a worker quiet and waits until it holds nothing",
        discussion: "Exit code 1 when time runs out. Draining a queue stops nothing: new jobs may go on coming in."
    )

    @Argument(help: "Queue.") var queue: String?
    @Option(help: "Worker, host:pid or host:pid:instance.", transform: WorkerArgument.parse) var worker: WorkerName?
    @Option(help: "Longest wait in seconds, 1 to 86,400.") var timeout = 300
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (queue == nil) != (worker == nil) else { throw ValidationError("name a queue or a --worker") }
        guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout: 1 to 86400 seconds") }
    }

    func run() async throws {
        let limit = Duration.seconds(timeout)
        let end = try await CommandContext.load().withOperations { operations in
            guard let worker else {
                return try await operations.control.drain(operations.directory.named(queue ?? ""), timeout: limit, progress: tellProgress)
            }
            return try await WorkerArgument.known(worker) {
                try await operations.control.drain(worker: worker, timeout: limit, by: CommandContext.actor, progress: tellProgress)
            }
        }
        show(end)
        guard end == .drained else { throw ExitCode(1) }
    }

    private func tellProgress(_ left: Int) {
        if !output.json, left > 0 { tell("\(Shown.count(left, "job")) left") }
    }

    private func show(_ end: QueueControl.DrainEnd) {
        let (left, text) =
            switch end {
            case .drained: (0, "drained")
            case .timedOut(let left): (left, "not drained in time: \(Shown.count(left, "job")) left")
            case .paused(let left): (left, "cannot be drained while it is paused: \(Shown.count(left, "job")) left")
            }
        output.show(.object(["drained": .bool(end == .drained), "left": .integer(Int64(left))])) { text }
    }
}
