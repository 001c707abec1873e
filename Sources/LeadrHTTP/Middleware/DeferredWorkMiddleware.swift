import Hummingbird
import LeadrServices

/// Hands what hooks left for later to the queue once the response was sent; a refused request leaves nothing. Only there when hooks are installed.
struct DeferredWorkMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    let work: BackgroundWork

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        let deferred = DeferredWork()
        var response = try await DeferredWork.$current.withValue(deferred) { try await next(request, context) }
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
