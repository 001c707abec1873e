import AsyncHTTPClient
import NIOCore
import NIOSSL

/// HTTP clients that each connect to one address of one host, whatever the host's name stands for later: an address that was checked is the one that is
/// used. Names and certificates are those of the host.
actor PinnedClients {
    private struct Target: Hashable {
        let host: String
        let address: String
    }

    private struct Entry {
        let client: HTTPClient
        var users = 0
        var lastUse: ContinuousClock.Instant
    }

    private let eventLoopGroup: any EventLoopGroup
    private let trustRoots: NIOSSLTrustRoots
    private let limit: Int
    private var entries: [Target: Entry] = [:]
    private var isShutDown = false

    /// - Parameters:
    ///   - trustRoots: Whose certificates are believed.
    ///   - limit: Clients that are kept; idle ones beyond it are shut down.
    init(eventLoopGroup: any EventLoopGroup, trustRoots: NIOSSLTrustRoots = .default, limit: Int = 256) {
        self.eventLoopGroup = eventLoopGroup
        self.trustRoots = trustRoots
        self.limit = limit
    }

    /// Calls `body` with a client that connects to `address` and takes it for `host`.
    ///
    /// - Throws: `CancellationError` after ``shutdown()``; what `body` throws.
    nonisolated func with<R: Sendable>(host: String, at address: String, _ body: (HTTPClient) async throws -> R) async throws -> R {
        let client = try await take(Target(host: host, address: address))
        do {
            let result = try await body(client)
            await giveBack(Target(host: host, address: address))
            return result
        } catch {
            await giveBack(Target(host: host, address: address))
            throw error
        }
    }

    /// Shuts all clients down, for good.
    func shutdown() async {
        isShutDown = true
        let clients = entries.values.map(\.client)
        entries = [:]
        for client in clients { try? await client.shutdown() }
    }

    private func take(_ target: Target) throws(CancellationError) -> HTTPClient {
        guard !isShutDown else { throw CancellationError() }
        var entry = entries[target] ?? Entry(client: makeClient(target), lastUse: .now)
        entry.users += 1
        entries[target] = entry
        return entry.client
    }

    private func giveBack(_ target: Target) async {
        guard var entry = entries[target] else { return }
        entry.users -= 1
        entry.lastUse = .now
        entries[target] = entry
        guard entries.count > limit, let idle = entries.filter({ $0.value.users == 0 }).min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return
        }
        entries[idle.key] = nil
        try? await idle.value.client.shutdown()
    }

    private func makeClient(_ target: Target) -> HTTPClient {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = trustRoots
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        if target.host != target.address { configuration.dnsOverride = [target.host: target.address] }
        configuration.timeout.connect = .seconds(5)
        // What the client makes of the host is its own affair; where it is connected is not.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            guard channel.remoteAddress?.ipAddress != target.address else { return channel.eventLoop.makeSucceededVoidFuture() }
            return channel.close().flatMapThrowing { throw DeliveryFailure(.unavailable, "the connection leads to another address") }
        }
        configuration.httpVersion = .http1Only
        // A receiver that refuses is another address's or another attempt's turn; and a slow one has as many connections as a worker has attempts.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 128
        return HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
    }
}
