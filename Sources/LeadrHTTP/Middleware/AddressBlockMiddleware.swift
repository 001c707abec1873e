import HTTPTypes
import Hummingbird
import LeadrState

/// Refuses addresses that sent nothing but bad requests lately (`contract/platform.md §8.3`).
struct AddressBlockMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    let block: AdaptiveAddressBlock

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        let address = context.clientAddress
        guard !block.isBlocked(address?.limiterKey) else {
            return .failure(.tooManyRequests, "Too many requests", headers: [.retryAfter: "60"])
        }
        let response = try await next(request, context)
        block.record(status: response.status.code, for: address?.limiterKey)
        return response
    }
}

extension IPAddress {
    /// The address as limiters count it.
    var limiterKey: ClientAddress? { ClientAddress(description) }
}
