import HTTPTypes
import Hummingbird
import LeadrDomain
import Logging

/// Writes one line per request (`contract/platform.md §8.8`). Bodies, tokens and keys never appear in it.
struct AccessLogMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    /// Header values of clients are cut to this many characters.
    private static let headerLimit = 256

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let level = Self.level(of: response.status)
        // The metadata below costs more than many a request; it is not built for a line that nobody will see.
        guard context.logger.logLevel <= level else { return response }
        let duration = ContinuousClock.now - start
        context.logger.log(
            level: level,
            "\(request.method.rawValue) \(request.uri.path)",
            metadata: Self.metadata(request, response, context, duration)
        )
        return response
    }

    private static func level(of status: HTTPResponse.Status) -> Logger.Level {
        switch status.code {
        case 500...: .error
        case 400...: .warning
        default: .info
        }
    }

    private static func metadata(_ request: Request, _ response: Response, _ context: LeadrContext, _ duration: Duration) -> Logger.Metadata {
        let details = context.record.current
        var metadata: Logger.Metadata = [
            "request_id": .string(context.requestID),
            "status_code": .stringConvertible(response.status.code),
            "duration_ms": .stringConvertible(Double(duration.microseconds / 10) / 100),
        ]
        metadata["qs"] = request.uri.query.map { .string($0) }
        metadata["client_ip"] = context.clientAddress.map { .string($0.description) }
        metadata["account_id"] = details.accountID.map { .string($0.wire) }
        metadata["game_id"] = details.gameID.map { .string($0.wire) }
        metadata["client_fingerprint"] = details.clientFingerprint.map { .string($0) }
        metadata["leadr_client"] = request.headers.value(of: .leadrClient).map { .string(String($0.prefix(headerLimit))) }
        metadata["user_agent"] = request.headers.value(of: .userAgent).map { .string(String($0.prefix(headerLimit))) }
        return metadata
    }
}
