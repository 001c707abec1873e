import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices
import Metrics

/// Outermost: names the request, measures, counts and notes it, speaks to browsers, and adds the headers that every answer carries.
///
/// One middleware for all of this, because each one more is a call and several copies per request.
struct EdgeMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    private let naming: RequestNaming
    private let cors: CORSAnswers
    private let targetBytes: Int
    private let accessLog: (any AccessLog)?
    private let usage: UsageMeter?
    private let instruments = RequestInstruments()

    /// - Parameters:
    ///   - targetBytes: longest path with query that is looked at.
    ///   - accessLog: where finished requests are noted; nil for nowhere.
    ///   - usage: counts the requests of accounts; nil counts none.
    init(resolver: ClientAddressResolver, cors: CORSPolicy, targetBytes: Int, accessLog: (any AccessLog)?, usage: UsageMeter? = nil) {
        self.usage = usage
        self.targetBytes = targetBytes
        naming = RequestNaming(resolver: resolver)
        self.cors = CORSAnswers(policy: cors)
        self.accessLog = accessLog
    }

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        naming.name(request, in: &context)
        instruments.inProgress.increment()
        defer { instruments.inProgress.decrement() }
        let origin = request.headers.value(of: .origin)
        var response = if let answer = early(request, origin) { answer } else { try await next(request, context) }
        cors.mark(&response.headers, origin: origin)
        finish(request, &response, context, ContinuousClock.now - start)
        return response
    }

    /// What is answered before any route is looked for.
    private func early(_ request: Request, _ origin: String?) -> Response? {
        guard (request.head.path?.utf8.count ?? 0) <= targetBytes else { return .failure(.uriTooLong, "Request target too long") }
        return cors.preflight(request, origin: origin)
    }

    private func finish(_ request: Request, _ response: inout Response, _ context: LeadrContext, _ duration: Duration) {
        response.headers.append(HTTPField(name: .requestID, value: context.requestID))
        for field in Self.fixedFields { response.headers.append(field) }
        let key = RequestInstruments.Key(method: request.method, route: context.routeTemplate, status: response.status.code)
        instruments.record(key, duration: duration)
        if let usage, let account = context.record.current.accountID { usage.count(.apiRequests, for: account) }
        accessLog?.write(AccessLogEntry(request, response, context, duration))
    }

    /// Answers are data, never a page to render, frame, guess the type of or keep. No route sets these fields.
    private static let fixedFields = [
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: .frameOptions, value: "DENY"),
        HTTPField(name: .referrerPolicy, value: "no-referrer"),
        HTTPField(name: .cacheControl, value: "no-store"),
    ]
}
