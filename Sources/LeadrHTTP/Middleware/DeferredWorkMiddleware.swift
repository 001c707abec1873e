import Hummingbird
import LeadrServices

/// Hands what a request left for later to the queue once the response was sent; of what a hook left nothing, if the request is refused.
struct DeferredWorkMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    let work: BackgroundWork
    /// Whether any request may leave work. Without hooks only requests with an API key do, and all others pay nothing.
    let hasHooks: Bool

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        guard hasHooks || request.headers.value(of: .leadrAPIKey) != nil else { return try await next(request, context) }
        let deferred = DeferredWork()
        var response = try await DeferredWork.$current.withValue(deferred) { try await next(request, context) }
        if response.status.code >= 400 { deferred.refuse() }
        guard !deferred.isEmpty else { return response }
        let body = response.body
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            // Also when the client is gone: what the work belongs to has happened.
            defer { work.take(deferred) }
            try await body.write(writer)
        }
        return response
    }
}
