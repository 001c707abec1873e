import ByteJSON
import Foundation
import Hummingbird
import JobQueue
import LeadrDomain
import LeadrServices
import LeadrStore

/// Queues, jobs, workers and the record of changes, for superadmins (`docs/operations.md`).
struct QueueRoutes {
    let gate: SuperadminGate
    let operations: Operations
    let bodyLimit: Int

    func register(in table: inout RouteTable) {
        table.on(.get, "/ops/queues", .listing("List the queues", .queuePicture), queues)
        let jobs = Operation.listing("List the jobs of a queue", .job).query { _ = Self.jobsQuery(&$0) }.fails(.notFound)
        table.on(.get, "/ops/queues/{queue}/jobs", jobs, self.jobs)
        table.on(.post, "/ops/queues/{queue}/pause", .operating("Stop handing out the jobs of a queue", .queuePicture)) {
            try await setPaused(true, $0, $1)
        }
        table.on(.post, "/ops/queues/{queue}/resume", .operating("Hand out the jobs of a queue again", .queuePicture)) {
            try await setPaused(false, $0, $1)
        }
        table.on(.get, "/ops/jobs/{job_id}", .operating("Read a job, wherever it is", .anyJob), job)
        table.on(.get, "/ops/workers", .listing("List the workers", .workerEntry), workers)
        table.on(.post, "/ops/workers/{worker}/quiet", .listing("Let a worker take no more jobs", .workerEntry)) { try await setQuiet(true, $0, $1) }
        table.on(.post, "/ops/workers/{worker}/resume", .listing("Let a worker take jobs again", .workerEntry)) { try await setQuiet(false, $0, $1) }
        var check = Operation.operating("Check the queues, and mend them", .queueCheck).body { self.checkBody(&$0) }
        check.isBodyOptional = true
        table.on(.post, "/ops/fsck", check, self.check)
        let audit = Operation.listing("List what operators changed", .operatorAction).list(.operatorActions) { _ in }.fails(.badRequest)
        table.on(.get, "/ops/audit", audit, self.audit)
    }

    private static func jobsQuery(_ fields: inout ParameterFields) -> (place: JobPlace?, first: Int, limit: PageLimit) {
        let place = fields.optional("place", .place)
        let first = fields.optional("first", .integerText(0...1_000_000_000)) ?? 0
        return (place, first, fields.optional("limit", .pageLimit) ?? .standard)
    }

    private func checkBody(_ fields: inout BodyFields) -> (queue: QueueName?, repairs: Bool)? {
        (fields.optional("queue", .queue(operations.directory)), fields.field("repair", .boolean, default: false))
    }

    private func queues(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        let now = SystemClock().now()
        return .list(try await operations.inspection.queues().map { $0.jsonDescription(now: now) })
    }

    private func jobs(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let (place, first, limit) = Self.jobsQuery(&fields)
        guard fields.isValid else { throw fields.failure }
        let jobs = try await operations.inspection.jobs(of: queue(context), in: place, first: first, limit: limit.rows)
        return .list(jobs.map { $0.jsonDescription() }, ["first": .integer(Int64(first)), "count": .integer(Int64(jobs.count))])
    }

    private func job(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        guard let id = fields.path("job_id", context.parameters.get("job_id"), .jobID) else { throw fields.failure }
        guard let job = try await operations.inspection.find(id) else { throw DomainError.notFound(entity: "Job") }
        return .json(job.jsonDescription())
    }

    private func workers(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        return .list(try await operations.inspection.workers().map { $0.jsonDescription() })
    }

    private func setPaused(_ isPaused: Bool, _ request: Request, _ context: LeadrContext) async throws -> Response {
        let actor = try await gate.admit(request, context)
        let queue = try queue(context)
        try await operations.control.setPaused(isPaused, queue, by: actor)
        return .json(try await operations.inspection.queue(queue).jsonDescription(now: SystemClock().now()))
    }

    private func setQuiet(_ isQuiet: Bool, _ request: Request, _ context: LeadrContext) async throws -> Response {
        let actor = try await gate.admit(request, context)
        guard let name = WorkerName(try Self.text("worker", context)) else { throw DomainError.notFound(entity: "Worker") }
        return .list(try await operations.control.setQuiet(isQuiet, name, by: actor).map { $0.jsonDescription() })
    }

    /// An empty body checks every queue and mends nothing.
    private func check(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let body = try await request.json(upTo: bodyLimit)
        let actor = try await gate.admit(request, context)
        let (queue, repairs) = try BodyFields.read(body ?? .object([:]), checkBody)
        return .json(try await operations.control.check(queue, repairs: repairs, by: actor).jsonDescription())
    }

    private func audit(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let listing = Listing(request.queryItems, &fields, sortable: .operatorActions)
        guard fields.isValid else { throw fields.failure }
        let page = try await operations.audit.list(listing.request(allowing: .operatorActions, defaultSort: .latestActionFirst))
        return .json(.ok, page.encoded { $1.value($0.jsonDescription()) })
    }

    private func queue(_ context: LeadrContext) throws -> QueueName {
        try operations.directory.require(Self.text("queue", context))
    }

    /// A parameter of the path that is no identifier.
    private static func text(_ name: String, _ context: LeadrContext) throws(ValidationFailure) -> String {
        var fields = ParameterFields(QueryItems(nil))
        guard let text = fields.path(name, context.parameters.get(name), FieldType<String>.string) else { throw fields.failure }
        return text
    }
}
