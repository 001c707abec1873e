import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrServices
import LeadrStore

/// `leadrctl schedule run`.
struct ScheduleRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Asks the leading scheduler to run a task now",
        discussion: "Tried once, without retries and alerts. With --wait the exit code tells whether it succeeded."
    )

    @Argument(help: "Task, as `schedule list` names it.") var task: String
    @Option(help: "Wait so many seconds for its end.") var wait: Int?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard wait.map({ (1...86_400).contains($0) }) ?? true else { throw ValidationError("--wait: 1 to 86400") }
    }

    func run() async throws {
        let (requested, ended) = try await CommandContext.load().withSchedule { schedule in
            let requested = try await request(schedule)
            return (requested, try await end(of: requested, schedule))
        }
        guard let ended else {
            if wait != nil { throw CommandFailure("the run \(requested.id) has not ended yet; see: leadrctl schedule history --task \(task)") }
            return output.show(requested.jsonDescription()) { "asked for a run of \(task): \(requested.id)" }
        }
        output.show(ended.jsonDescription()) { ScheduleText.history([ended]) }
        guard ended.outcome == "succeeded" else { throw ExitCode.failure }
    }

    private func request(_ schedule: ScheduleControl) async throws -> RequestedRun {
        do { return try await schedule.request(task, by: CommandContext.actor) } catch DomainError.notFound {
            throw CommandFailure("no scheduler has a task '\(task)'; see: leadrctl schedule list")
        }
    }

    /// The run when it has ended in time; nil when nobody waits or it has not.
    private func end(of requested: RequestedRun, _ schedule: ScheduleControl) async throws -> TaskRun? {
        guard let wait else { return nil }
        let deadline = ContinuousClock.now + .seconds(wait)
        while ContinuousClock.now < deadline {
            if let run = try await schedule.run(requested.id), run.finishedAt != nil { return run }
            try await Task.sleep(for: .milliseconds(300))
        }
        return nil
    }
}
