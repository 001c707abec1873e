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
        table.on(.get, "/ops/queues", queues)
        table.on(.get, "/ops/queues/{queue}/jobs", jobs)
        table.on(.post, "/ops/queues/{queue}/pause") { try await setPaused(true, $0, $1) }
        table.on(.post, "/ops/queues/{queue}/resume") { try await setPaused(false, $0, $1) }
        table.on(.get, "/ops/jobs/{job_id}", job)
        table.on(.get, "/ops/workers", workers)
        table.on(.post, "/ops/workers/{worker}/quiet") { try await setQuiet(true, $0, $1) }
        table.on(.post, "/ops/workers/{worker}/resume") { try await setQuiet(false, $0, $1) }
        table.on(.post, "/ops/fsck", check)
        table.on(.get, "/ops/audit", audit)
    }

    private func queues(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        let now = SystemClock().now()
        return .list(try await operations.inspection.queues().map { $0.jsonDescription(now: now) })
    }

    private func jobs(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let place = fields.optional("place", .place)
        let first = fields.optional("first", .integerText(0...1_000_000_000)) ?? 0
        let limit = fields.optional("limit", .pageLimit) ?? .standard
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
        let text = context.parameters.get("worker") ?? ""
        guard let name = WorkerName(text.removingPercentEncoding ?? text) else { throw DomainError.notFound(entity: "Worker") }
        return .list(try await operations.control.setQuiet(isQuiet, name, by: actor).map { $0.jsonDescription() })
    }

    /// An empty body checks every queue and mends nothing.
    private func check(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let body = try await request.json(upTo: bodyLimit)
        let actor = try await gate.admit(request, context)
        var fields = try BodyFields(body ?? .object([:]))
        let queue = fields.optional("queue", .queue(operations.directory))
        let repairs = fields.field("repair", .boolean, default: false)
        guard fields.isValid else { throw fields.failure }
        return .json(try await operations.control.check(queue, repairs: repairs, by: actor).jsonDescription())
    }

    private func audit(_ request: Request, _ context: LeadrContext) async throws -> Response {
        _ = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let listing = Listing(request.queryItems, &fields)
        guard fields.isValid else { throw fields.failure }
        let page = try await operations.audit.list(listing.request(allowing: .operatorActions, defaultSort: .latestActionFirst))
        return .json(.ok, page.encoded { $1.value($0.jsonDescription()) })
    }

    private func queue(_ context: LeadrContext) throws(DomainError) -> QueueName {
        try operations.directory.require(context.parameters.get("queue") ?? "")
    }
}
