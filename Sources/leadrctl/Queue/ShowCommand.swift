import ArgumentParser
import ByteJSON
import LeadrServices

/// `leadrctl queue show`.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a job wherever it is, alive or dead",
        discussion: "Reads whole queues until it is found."
    )

    @Argument(help: "sev_…, a UUID, or 32 hexadecimal digits.") var id: String
    @OptionGroup var output: OutputOptions

    func validate() throws {
        _ = try JobArgument.parse(id)
    }

    func run() async throws {
        let job = try JobArgument.parse(id)
        let found = try await CommandContext.load().withOperations { try await $0.inspection.find(job) }
        guard let found else { throw CommandFailure("no job \(id) is in a queue or among the dead letters") }
        output.show(found.jsonDescription()) { MemberList.text(found.jsonDescription()) }
    }
}

/// Reads job ids of the command line.
enum JobArgument {
    static func parse(_ text: String) throws -> String {
        guard let id = JobIDText.parse(text) else { throw ValidationError("'\(text)' is no job id: sev_…, a UUID, or 32 hexadecimal digits") }
        return id
    }
}
