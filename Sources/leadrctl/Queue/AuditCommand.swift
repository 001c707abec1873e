import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrServices
import LeadrStore

/// `leadrctl queue audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "audit", abstract: "Lists what operators changed, the latest first")

    @OptionGroup var paging: PagingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        _ = try request()
    }

    func run() async throws {
        let page = try await CommandContext.load().withOperations { try await $0.audit.list(request()) }
        let document: JSONObject = [
            "actions": .array(page.rows.map { $0.jsonDescription() }), "next_cursor": page.nextCursor.map { .string($0) } ?? .null,
        ]
        output.show(.object(document)) { Self.table(page.rows) + (page.nextCursor.map { "\nmore: --cursor \($0)" } ?? "") }
    }

    static func table(_ actions: [OperatorAction]) -> String {
        guard !actions.isEmpty else { return "no actions" }
        var table = TextTable("AT", "ACTOR", "ACTION", "TARGET", "STATUS", "RESULT")
        for action in actions {
            let result = action.result.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? ""
            table.add(Shown.time(action.at), action.actor, action.action, action.target, action.status, Shown.start(result, 80))
        }
        return table.text
    }

    private func request() throws -> PageRequest {
        try paging.request(allowing: .operatorActions, order: .latestActionFirst)
    }
}
