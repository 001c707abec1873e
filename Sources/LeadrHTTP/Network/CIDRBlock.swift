/// A network such as `10.0.0.0/8`, or a single address.
public struct CIDRBlock: Hashable, Sendable {
    private let base: IPAddress
    private let prefixLength: Int

    /// Reads `address` or `address/length`; nil when either part is malformed.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        let bits = address.isV4 ? 32 : 128
        var length = bits
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...bits).contains(given) else { return nil }
            length = given
        }
        base = address
        prefixLength = length + (128 - bits)
    }

    /// Whether the address lies in the network.
    public func contains(_ address: IPAddress) -> Bool {
        let highMask = Self.mask(prefixLength)
        let lowMask = Self.mask(prefixLength - 64)
        return address.high & highMask == base.high & highMask && address.low & lowMask == base.low & lowMask
    }

    /// Loopback and private ranges: the proxies believed by default (`contract/rulings.md`, client IP headers).
    public static let privateNetworks: [CIDRBlock] = [
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10",
    ].compactMap { CIDRBlock($0) }

    private static func mask(_ bits: Int) -> UInt64 {
        switch bits {
        case ...0: 0
        case 64...: .max
        default: .max << UInt64(64 - bits)
        }
    }
}
