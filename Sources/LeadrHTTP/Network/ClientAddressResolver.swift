import HTTPTypes

/// Finds the address of the client behind trusted proxies (`contract/platform.md §6`, `contract/rulings.md`).
public struct ClientAddressResolver: Sendable {
    private let trustedProxies: [CIDRBlock]

    /// - Parameter trustedProxies: peers whose forwarding headers are believed (`TRUSTED_PROXIES`).
    public init(trustedProxies: [CIDRBlock] = CIDRBlock.privateNetworks) {
        self.trustedProxies = trustedProxies
    }

    /// The first usable address of `X-Real-IP`, `X-Forwarded-For` (leftmost), `CF-Connecting-IP`, else the peer's own.
    ///
    /// Headers count only when the peer is trusted; a peer without an address (a Unix domain socket) is local and so trusted.
    /// A header that holds no address is skipped, so that nobody chooses a key of the limiters by writing nonsense.
    public func clientAddress(peer: IPAddress?, headers: HTTPFields) -> IPAddress? {
        guard peer.map(isTrusted) ?? true else { return peer }
        return forwardedAddress(in: headers) ?? peer
    }

    private func isTrusted(_ peer: IPAddress) -> Bool {
        trustedProxies.contains { $0.contains(peer) }
    }

    private func forwardedAddress(in headers: HTTPFields) -> IPAddress? {
        if let value = headers.value(of: .xRealIP), let address = IPAddress(value.trimmed) { return address }
        if let value = headers.value(of: .xForwardedFor), let leftmost = value.split(separator: ",").first, let address = IPAddress(leftmost.trimmed)
        {
            return address
        }
        if let value = headers.value(of: .cfConnectingIP) { return IPAddress(value.trimmed) }
        return nil
    }
}
