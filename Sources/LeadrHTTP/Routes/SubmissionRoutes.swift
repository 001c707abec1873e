import ByteJSON
import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices

/// Submissions and their status (`design.md §2`).
struct SubmissionRoutes {
    let gate: ClientGate
    let submissions: SubmissionService
    let status: SubmissionStatusService
    let configuration: APIConfiguration

    func register(in table: inout RouteTable) {
        table.on(.post, "/client/scores", Self.submission(metadataLimit: configuration.metadataLimit), submit)
        let show = Operation("Read where a submission stands", tag: "client scores", access: .player).answers(.ok, .submissionStatus)
        table.on(.get, "/client/submissions/{submission_id}", show, self.show)
    }

    private static func submission(metadataLimit: Int) -> Operation {
        var operation = Operation("Submit a score", tag: "client scores", access: .player)
            .body { SubmissionDraft(&$0, metadataLimit: metadataLimit) }
            .answers(.created, .clientScore).answers(.accepted, .receipt)
            .fails(.badRequest, .notFound, .conflict, .preconditionFailed, .tooManyRequests)
        operation.headers = [
            SchemaField(
                "leadr-client-nonce",
                .string,
                isRequired: false,
                note: "A fresh nonce. Required, unless the Idempotency-Key is that of an earlier submission."
            ),
            SchemaField("Idempotency-Key", .string(1...255), isRequired: false), SchemaField("Prefer", .string, isRequired: false),
        ]
        return operation
    }

    private func submit(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let bytes = try await request.bytes(upTo: configuration.bodyLimit)
        let body = try SubmissionBody.read(bytes, metadataLimit: configuration.metadataLimit)
        let client = try await gate.admit(request, context)
        let preference = WaitPreference(request.headers, sdkWait: configuration.sdkWait)
        let envelope = SubmissionEnvelope(
            client: client,
            nonce: request.headers.value(of: .leadrClientNonce),
            idempotency: try Self.claim(request.headers, body: bytes, client),
            address: configuration.overrideAddress ?? context.clientAddress?.description,
            wait: preference.wait,
            requestID: context.requestID,
            traceparent: request.headers.value(of: .traceparent).flatMap { TraceContext(traceparent: $0) }?.traceparent ?? ""
        )
        return response(to: try await submissions.submit(body, envelope), preference)
    }

    private func show(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let client = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let text = context.parameters.get("submission_id")
        guard let event = fields.pathID("submission_id", text, Kinds.ScoreEvent.self) else { throw fields.failure }
        return .json(.ok, try await status.status(of: event, for: client).encoded(event))
    }

    private func response(to answer: SubmissionAnswer, _ preference: WaitPreference) -> Response {
        var writer = JSONWriter(capacity: 768)
        var headers: HTTPFields = [:]
        headers[.preferenceApplied] = preference.applied
        switch answer {
        case .ranked(let view, _):
            view.writeForClient(to: &writer)
            return .json(.created, writer.bytes, headers: headers)
        case .receipt(let view, let event):
            view.writeForClient(to: &writer, submissionID: event)
            headers[.location] = "\(configuration.prefix)/client/submissions/\(event.wire)"
            return .json(.accepted, writer.bytes, headers: headers)
        }
    }

    /// The `Idempotency-Key` with the body it belongs to.
    ///
    /// - Throws: ``DomainError`` 400 for an empty key and for one of more than 255 bytes.
    private static func claim(_ headers: HTTPFields, body: [UInt8], _ client: ClientPrincipal) throws(DomainError) -> IdempotencyClaim? {
        guard let key = headers.value(of: .idempotencyKey) else { return nil }
        guard (1...255).contains(key.utf8.count) else { throw .badRequest("Idempotency-Key must have 1 to 255 bytes") }
        return IdempotencyClaim(key: key, body: body, isTest: client.isTest)
    }
}

extension SubmissionStatus {
    /// The status resource: id, status, error and score, each always there.
    fileprivate func encoded(_ event: ScoreEventID) -> [UInt8] {
        var writer = JSONWriter(capacity: 768)
        writer.beginObject()
        writer.member("id", event)
        writer.member("status", name)
        writer.member("error", error)
        writer.key("score")
        if let score { score.writeForClient(to: &writer) } else { writer.null() }
        writer.endObject()
        return writer.bytes
    }

    private var name: String {
        switch self {
        case .pending: "pending"
        case .accepted: "accepted"
        case .rejected: "rejected"
        }
    }

    private var error: String? {
        if case .rejected(let text) = self { text } else { nil }
    }

    private var score: ScoreView? {
        if case .accepted(let view) = self { view } else { nil }
    }
}
