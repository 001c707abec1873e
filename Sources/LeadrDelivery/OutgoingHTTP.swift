import AsyncHTTPClient
import NIOCore
import ServiceLifecycle

/// The HTTP client for peers outside, run as a service so that it is shut down with the process. Follows no redirects.
public struct OutgoingHTTP: Service {
    /// Makes the requests.
    public let client: HTTPClient

    /// A client on the event loops of the process.
    public init(eventLoopGroup: any EventLoopGroup) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(5)
        configuration.timeout.read = .seconds(60)
        client = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
    }

    /// Keeps the client open until the process stops.
    public func run() async throws {
        try? await gracefulShutdown()
        try await client.shutdown()
    }
}
