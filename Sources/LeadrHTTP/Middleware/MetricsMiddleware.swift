import HTTPTypes
import Hummingbird
import Metrics

/// Counts requests, measures their duration and shows how many are in progress, by method and route template.
struct MetricsMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    private let instruments = RequestInstruments()

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        instruments.inProgress.increment()
        defer { instruments.inProgress.decrement() }
        let response = try await next(request, context)
        let key = RequestInstruments.Key(method: request.method, route: context.routeTemplate, status: response.status.code)
        instruments.record(key, duration: ContinuousClock.now - start)
        return response
    }
}
