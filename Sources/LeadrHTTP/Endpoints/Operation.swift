import HTTPTypes
import LeadrDomain

/// What the API document says about a route.
struct Operation: Sendable {
    /// Who may call it.
    enum Access: Sendable {
        /// Everybody.
        case open
        /// Players with an access token.
        case player
        /// Holders of an API key.
        case administrator
        /// Holders of a superadmin's API key.
        case superadmin
    }

    /// One line: what it does.
    var summary: String
    /// Heading under which it is listed.
    var tag: String
    /// Who may call it.
    var access: Access
    /// Query parameters.
    var query: [SchemaField] = []
    /// Request headers besides the credentials.
    var headers: [SchemaField] = []
    /// Body of the request; nil when it has none.
    var body: Schema?
    /// Whether the body may be left out.
    var isBodyOptional = false
    /// Bodies of answers that are no failures, by status.
    var answers: [HTTPResponse.Status: Schema] = [:]
    /// Statuses of refusals that do not follow from the rest.
    var failures: Set<HTTPResponse.Status> = []
    /// Whether it is kept for old clients only.
    var isDeprecated = false
    /// Whether hooks of an installation may refuse it (`docs/hooks.md`).
    var asksHooks: Bool

    init(_ summary: String, tag: String, access: Access) {
        self.summary = summary
        self.tag = tag
        self.access = access
        asksHooks = access != .open
    }

    /// The same with a body that a reader accepts.
    func body<Value>(_ read: (inout BodyFields) -> Value?) -> Operation {
        var operation = self
        operation.body = BodyFields.schema(of: read)
        return operation
    }

    /// The same with query parameters that a reader accepts.
    func query(_ read: (inout ParameterFields) -> Void) -> Operation {
        var operation = self
        operation.query += ParameterFields.parameters(of: read)
        return operation
    }

    /// The same with an answer.
    func answers(_ status: HTTPResponse.Status = .ok, _ schema: Schema) -> Operation {
        var operation = self
        operation.answers[status] = schema
        return operation
    }

    /// The same with refusals.
    func fails(_ statuses: HTTPResponse.Status...) -> Operation {
        var operation = self
        operation.failures.formUnion(statuses)
        return operation
    }
}
