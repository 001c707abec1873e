import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices
import LeadrStore

/// Scheduled tasks, for superadmins (`docs/operations.md`).
struct ScheduleRoutes {
    let gate: SuperadminGate
    let schedule: ScheduleControl

    func register(in table: inout RouteTable) {
        table.on(.get, "/ops/schedule", .operating("List the scheduled tasks", .schedule), list)
        let history = Operation.listing("List the runs of scheduled tasks", .taskRun).list(.taskRuns, Self.taskFilter).fails(.badRequest)
        table.on(.get, "/ops/schedule/history", history, self.history)
        table.on(.post, "/ops/schedule/{task}/run", .operating("Ask for a run of a scheduled task", .requestedRun), run)
    }

    private static func taskFilter(_ fields: inout ListFields) -> String? {
        fields.filter("task", .string)
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        return .json(try await schedule.schedule().jsonDescription())
    }

    private func history(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        let input = try ListInput(request.queryItems, .taskRuns, Self.taskFilter)
        let page = try await schedule.history(input.page(defaultSort: .latestRunFirst), of: input.filter)
        return .json(.ok, page.encoded { $1.value($0.jsonDescription()) })
    }

    private func run(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let actor = try await gate.admit(request, context)
        var fields = ParameterFields(QueryItems(nil))
        guard let task = fields.path("task", context.parameters.get("task"), FieldType<String>.string) else { throw fields.failure }
        return .json(try await schedule.request(task, by: actor).jsonDescription())
    }
}
