import ByteJSON
import Hummingbird
import JobQueue
import LeadrDomain
import LeadrServices

/// Dead letters, for superadmins (`docs/operations.md`).
struct DeadLetterRoutes {
    /// Letters that one request acts on unless it says otherwise.
    static let standardLimit = 1000

    let gate: SuperadminGate
    let operations: Operations
    let bodyLimit: Int

    func register(in table: inout RouteTable) {
        let list = Operation.listing("List dead letters", .deadLetter).query { _ = query(&$0) }.fails(.badRequest)
        table.on(.get, "/ops/dead-letters", list, self.list)
        table.on(.get, "/ops/dead-letters/{job_id}", .operating("Read a dead letter", .deadLetter), get)
        let retry = Operation.operating("Queue dead letters again", .deadLetterReport).body(order).fails(.badRequest)
        table.on(.post, "/ops/dead-letters/retry", retry) { try await act(.retry, $0, $1) }
        let drop = Operation.operating("Drop dead letters", .deadLetterReport).body(order).fails(.badRequest)
        table.on(.post, "/ops/dead-letters/drop", drop) { try await act(.drop, $0, $1) }
    }

    /// What a change of dead letters is about.
    private struct Order {
        let filter: DeadLetterFilter
        let all: Bool
        let isDryRun: Bool
        let limit: Int
    }

    private func order(_ fields: inout BodyFields) -> Order? {
        Order(
            filter: DeadLetterFilter(&fields, operations.directory),
            all: fields.field("all", .boolean, default: false),
            isDryRun: fields.field("dry_run", .boolean, default: true),
            limit: fields.field("limit", .integer(in: 1...DeadLetterService.mostPerCall), default: Self.standardLimit)
        )
    }

    private func query(_ fields: inout ParameterFields) -> (filter: DeadLetterFilter, limit: PageLimit) {
        let filter = DeadLetterFilter(&fields, operations.directory)
        let limit = fields.optional("limit", .pageLimit) ?? .standard
        fields.note("cursor", .string)
        return (filter, limit)
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        let query = request.queryItems
        var fields = ParameterFields(query)
        let (filter, limit) = self.query(&fields)
        guard fields.isValid else { throw fields.failure }
        let page = try await operations.deadLetters.list(filter, after: Self.position(query["cursor"]), limit: limit.rows)
        return .list(
            page.letters.map { $0.jsonDescription() },
            [
                "pagination": .object([
                    "next_cursor": page.next.map { .string($0.text) } ?? .null, "has_next": .bool(page.next != nil),
                    "count": .integer(Int64(page.letters.count)),
                ])
            ]
        )
    }

    private func get(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        guard let id = fields.path("job_id", context.parameters.get("job_id"), .jobID) else { throw fields.failure }
        guard let letter = try await operations.deadLetters.find(id) else { throw DomainError.notFound(entity: "Dead letter") }
        return .json(letter.jsonDescription())
    }

    private func act(_ action: DeadLetterReport.Action, _ request: Request, _ context: LeadrContext) async throws -> Response {
        let body = try await request.json(upTo: bodyLimit)
        let actor = try await gate.admit(request, context)
        let order = try BodyFields.read(body, self.order)
        let report = try await operations.deadLetters.act(
            action,
            on: order.filter,
            all: order.all,
            limit: order.limit,
            isDryRun: order.isDryRun,
            by: actor
        )
        return .json(report.jsonDescription())
    }

    private static func position(_ cursor: String?) throws(DomainError) -> DeadLetterPosition {
        guard let cursor else { return .start }
        guard let position = DeadLetterPosition(cursor) else { throw .badRequest("Invalid pagination cursor: not one of this list") }
        return position
    }
}
