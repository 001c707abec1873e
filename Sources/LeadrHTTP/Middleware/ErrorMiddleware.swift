import Hummingbird
import Logging

/// Innermost: turns whatever a route throws into the error envelope, so that every outer layer sees a status.
struct ErrorMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    let mapper: ErrorMapper

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return mapper.response(to: error, context: context)
        }
    }
}
