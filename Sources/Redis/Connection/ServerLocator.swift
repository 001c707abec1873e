import NIOCore

/// Knows which server a connection shall go to.
protocol ServerLocator: Sendable {
    /// Whether only a master will do, to be checked when connecting.
    var requiresMaster: Bool { get }

    /// The server to connect to; with a slot, the one that owns it.
    func locate(_ slot: HashSlot?) async throws(RedisError) -> RedisEndpoint

    /// Whether an open connection to `endpoint` still goes to the right server, as far as is known.
    func isCurrent(_ endpoint: RedisEndpoint, for slot: HashSlot?) -> Bool

    /// Notes that the server at `endpoint` went away or refuses to work: it may have a successor.
    func lost(_ endpoint: RedisEndpoint)

    /// Notes that a node named another one as the owner of a slot.
    func moved(_ slot: HashSlot, to endpoint: RedisEndpoint)
}

extension ServerLocator {
    func moved(_ slot: HashSlot, to endpoint: RedisEndpoint) {}

    /// Finds the server and opens a connection to it within the connect timeout.
    ///
    /// - Throws: as `RedisTransport.open(_:requiresMaster:on:)`, and what finding the server throws.
    func open(
        _ configuration: RedisConfiguration,
        for slot: HashSlot? = nil,
        on eventLoop: any EventLoop
    ) async throws(RedisError) -> RedisTransport {
        var configuration = configuration
        configuration.endpoint = try await locate(slot)
        do throws(RedisError) {
            return try await RedisTransport.open(configuration, requiresMaster: requiresMaster, on: eventLoop)
        } catch {
            if error.code != .cancelled { lost(configuration.endpoint) }
            throw error
        }
    }
}

/// One server that never changes.
struct FixedServer: ServerLocator {
    let endpoint: RedisEndpoint
    var requiresMaster: Bool { false }

    func locate(_ slot: HashSlot?) -> RedisEndpoint { endpoint }
    func isCurrent(_ endpoint: RedisEndpoint, for slot: HashSlot?) -> Bool { true }
    func lost(_ endpoint: RedisEndpoint) {}
}
