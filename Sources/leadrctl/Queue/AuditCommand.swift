import ArgumentParser
import ByteJSON
import LeadrDomain
import LeadrServices
import LeadrStore

/// `leadrctl queue audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "audit", abstract: "Lists what operators changed, the latest first")

    @Option(help: "At most so many, 1 to 100.") var limit = 20
    @Option(help: "Where to go on: next_cursor of the page before.") var cursor: String?
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
        do throws(PageRequest.ParseError) {
            return try PageRequest(
                limit: "\(limit)",
                sort: nil,
                cursor: cursor,
                allowing: .operatorActions,
                defaultSort: .latestActionFirst,
                filters: PageFilters()
            )
        } catch {
            switch error {
            case .limit: throw ValidationError("--limit: 1 to 100")
            case .sort, .cursor: throw ValidationError("--cursor: not a cursor of this list")
            }
        }
    }
}
