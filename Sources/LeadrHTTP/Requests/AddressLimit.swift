import Hummingbird
import LeadrDomain
import LeadrState
import Logging

/// Limits what anonymous callers may do, per network address (`contract/rulings.md`, limits on anonymous calls).
struct AddressLimit: Sendable {
    /// What is limited, in the plural; for the log.
    let what: String
    /// Counts requests; nil when limiters are off.
    let limiter: RequestLimiter?

    /// Counts a request.
    ///
    /// - Throws: ``DomainError`` 429 when its address made too many.
    func admit(_ context: LeadrContext) async throws {
        guard let limiter, let address = context.clientAddress?.limiterKey else { return }
        do {
            guard case .limited(let wait) = try await limiter.check(address) else { return }
            throw DomainError.tooManyRequests("Too many requests", retryAfter: wait)
        } catch let error as DomainError {
            throw error
        } catch {
            // A limiter that cannot count must not keep anybody out.
            context.log.warning("\(what) are not limited at present", metadata: ["error": "\(error)"])
        }
    }
}
