import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrServices
import LeadrStore

/// `leadrctl schedule history`.
struct ScheduleHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "history", abstract: "Lists runs of tasks, the latest first")

    @Option(help: "Only of this task.") var task: String?
    @OptionGroup var paging: PagingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        _ = try request()
    }

    func run() async throws {
        let page = try await CommandContext.load().withSchedule { try await $0.history(request(), of: task) }
        let document: JSONObject = [
            "runs": .array(page.rows.map { $0.jsonDescription() }), "next_cursor": page.nextCursor.map { .string($0) } ?? .null,
        ]
        output.show(.object(document)) { ScheduleText.history(page.rows) + (page.nextCursor.map { "\nmore: --cursor \($0)" } ?? "") }
    }

    private func request() throws -> PageRequest {
        var filters = PageFilters()
        filters.set("task", task)
        return try paging.request(allowing: .taskRuns, order: .latestRunFirst, filters: filters)
    }
}
