import LeadrServices
import LeadrState

/// Everything that routes and middleware call.
public struct APIServices: Sendable {
    /// The use cases.
    public var services: ServiceSet
    /// Tells how the process is doing.
    public var health: HealthService
    /// Limits session starts per address; nil when limiters are off.
    public var sessionLimiter: RequestLimiter?
    /// Blocks addresses that send nothing but bad requests; nil when limiters are off. Has to run as a service.
    public var addressBlock: AdaptiveAddressBlock?

    /// Bundles services.
    public init(
        _ services: ServiceSet,
        health: HealthService,
        sessionLimiter: RequestLimiter? = nil,
        addressBlock: AdaptiveAddressBlock? = nil
    ) {
        self.services = services
        self.health = health
        self.sessionLimiter = sessionLimiter
        self.addressBlock = addressBlock
    }
}
