import HTTPTypes
import Hummingbird
import LeadrDomain

/// Notes every finished request.
struct AccessLogMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    /// Header values of clients are cut to this many characters.
    private static let headerLimit = 256

    let log: any AccessLog

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        log.write(Self.entry(request, response, context, ContinuousClock.now - start))
        return response
    }

    private static func entry(_ request: Request, _ response: Response, _ context: LeadrContext, _ duration: Duration) -> AccessLogEntry {
        let details = context.record.current
        var entry = AccessLogEntry(
            method: request.method.rawValue,
            path: request.uri.path,
            status: response.status.code,
            duration: duration,
            requestID: context.requestID
        )
        entry.query = request.uri.query
        entry.trace = request.headers.value(of: .traceparent).flatMap(TraceContext.init(traceparent:))
        entry.clientAddress = context.clientAddress
        entry.accountID = details.accountID
        entry.gameID = details.gameID
        entry.clientFingerprint = details.clientFingerprint
        entry.leadrClient = request.headers.value(of: .leadrClient).map(cut)
        entry.userAgent = request.headers.value(of: .userAgent).map(cut)
        return entry
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= headerLimit ? text : String(text.prefix(headerLimit))
    }
}
