import ArgumentParser
import LeadrDomain
import LeadrServices
import LeadrStore

/// `leadrctl schedule list`.
struct ScheduleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the tasks, their next slots and their last runs")

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let schedule = try await CommandContext.load().withSchedule { try await $0.schedule() }
        output.show(schedule.jsonDescription()) { ScheduleText.schedule(schedule) }
    }
}
