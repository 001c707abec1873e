import HTTPTypes
import Hummingbird
import NIOCore

/// Answers preflights and marks answers to allowed origins; outside the blockers, so that a browser can read a 429 (`contract/platform.md §8.1`).
struct CORSMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    private let policy: CORSPolicy
    private let headerList: String

    init(policy: CORSPolicy) {
        self.policy = policy
        headerList = policy.headerList
    }

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        guard let origin = request.headers.value(of: .origin) else { return try await next(request, context) }
        if request.method == .options, let method = request.headers.value(of: .accessControlRequestMethod) {
            return preflight(origin: origin, method: method, headers: request.headers.value(of: .accessControlRequestHeaders))
        }
        var response = try await next(request, context)
        mark(&response.headers, origin: origin)
        return response
    }

    private func mark(_ headers: inout HTTPFields, origin: String) {
        guard let allowed = policy.allowedOrigin(origin) else { return }
        headers[.accessControlAllowOrigin] = allowed
        if allowed != "*" { headers[.vary] = "Origin" }
        if policy.allowsCredentials { headers[.accessControlAllowCredentials] = "true" }
    }

    private func preflight(origin: String, method: String, headers requested: String?) -> Response {
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
        mark(&headers, origin: origin)
        headers[.accessControlAllowMethods] = policy.methods.joined(separator: ", ")
        headers[.accessControlMaxAge] = String(policy.maxAge)
        headers[.accessControlAllowHeaders] = headerList
        let violations = policy.violations(origin: origin, method: method, headers: requested)
        let text = violations.isEmpty ? "OK" : "Disallowed CORS " + violations.joined(separator: ", ")
        let body = ResponseBody(byteBuffer: ByteBuffer(string: text))
        return Response(status: violations.isEmpty ? .ok : .badRequest, headers: headers, body: body)
    }
}
