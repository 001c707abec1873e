import HTTPTypes
import Hummingbird
import Logging

/// Refuses requests that claim to come from this machine, the health checks excepted (`contract/platform.md §8.2`).
struct LoopbackMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    private let openPaths: Set<String>

    /// - Parameter prefix: the API prefix, below which the health checks live.
    init(prefix: String) {
        openPaths = ["", prefix + "/health", prefix + "/health/live", prefix + "/health/ready"]
    }

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        guard let address = context.clientAddress, address.isLoopback, !isOpen(request.uri.path) else {
            return try await next(request, context)
        }
        context.log.warning("Refused a request from a loopback address", metadata: ["path": .string(request.uri.path)])
        return .failure(.forbidden, "Forbidden")
    }

    private func isOpen(_ path: String) -> Bool {
        openPaths.contains(path.hasSuffix("/") ? String(path.dropLast()) : path)
    }
}
