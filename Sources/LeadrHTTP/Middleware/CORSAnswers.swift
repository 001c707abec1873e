import HTTPTypes
import Hummingbird
import NIOCore

/// What browsers are told: preflights are answered, answers to allowed origins marked. Outside the blockers, so that a browser can read a 429
/// (`contract/platform.md §8.1`).
struct CORSAnswers: Sendable {
    private let policy: CORSPolicy
    private let headerList: String

    init(policy: CORSPolicy) {
        self.policy = policy
        headerList = policy.headerList
    }

    /// The answer to a preflight; nil when the request is none.
    func preflight(_ request: Request, origin: String?) -> Response? {
        guard let origin, request.method == .options, let method = request.headers.value(of: .accessControlRequestMethod) else { return nil }
        let violations = policy.violations(
            origin: origin,
            method: method,
            headers: request.headers.value(of: .accessControlRequestHeaders)
        )
        let text = violations.isEmpty ? "OK" : "Disallowed CORS " + violations.joined(separator: ", ")
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
        headers[.accessControlAllowMethods] = policy.methods.joined(separator: ", ")
        headers[.accessControlMaxAge] = String(policy.maxAge)
        headers[.accessControlAllowHeaders] = headerList
        return Response(status: violations.isEmpty ? .ok : .badRequest, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Marks an answer for the origin that asked; without one there is nothing to say.
    func mark(_ headers: inout HTTPFields, origin: String?) {
        guard let origin, let allowed = policy.allowedOrigin(origin) else { return }
        headers[.accessControlAllowOrigin] = allowed
        if allowed != "*" { headers[.vary] = "Origin" }
        if policy.allowsCredentials { headers[.accessControlAllowCredentials] = "true" }
    }
}
