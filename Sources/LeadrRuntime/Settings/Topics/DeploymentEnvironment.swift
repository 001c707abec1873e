/// The name in `ENV` and what it relaxes (`contract/configuration.md`, Rules).
public struct DeploymentEnvironment: Sendable, Equatable, CustomStringConvertible {
    /// The name as set.
    public let name: String

    /// Wraps the text of `ENV`.
    public init(_ name: String) {
        self.name = name
    }

    /// `TEST`: no GeoIP download, no rate limit, no loopback block.
    public var isTest: Bool { name == "TEST" }
    /// `DEV`: mail redirected, no loopback block.
    public var isDevelopment: Bool { name == "DEV" }
    /// Anything that is neither `TEST` nor `DEV`.
    public var isProduction: Bool { !isTest && !isDevelopment }
    /// The name as set.
    public var description: String { name }
}
