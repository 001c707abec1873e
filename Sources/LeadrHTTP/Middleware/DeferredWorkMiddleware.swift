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
        let handover = Handover(of: deferred, to: work)
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            // Also when the client is gone: what the work belongs to has happened.
            defer { handover.complete() }
            try await body.write(writer)
        }
        return response
    }
}

/// Hands work over when it is told to, or else when nobody holds it any more: a body is never asked for if its head could not be written.
private final class Handover: Sendable {
    private let deferred: DeferredWork
    private let work: BackgroundWork

    init(of deferred: DeferredWork, to work: BackgroundWork) {
        self.deferred = deferred
        self.work = work
    }

    deinit { complete() }

    /// The first call hands over everything, so that a later one has nothing left.
    func complete() {
        work.take(deferred)
    }
}
