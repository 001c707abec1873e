import NIOCore

/// An IP address as a value: cheap to compare, to hash and to match against a network. IPv4 is kept in its IPv4-mapped IPv6 form.
public struct IPAddress: Hashable, Sendable {
    /// The upper 64 bits, in host order.
    let high: UInt64
    /// The lower 64 bits, in host order.
    let low: UInt64

    /// Prefix of the IPv4-mapped range `::ffff:0:0/96`.
    private static let mappedPrefix: UInt64 = 0x0000_FFFF_0000_0000

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address from its 32 bits in host order.
    init(v4 bits: UInt32) {
        high = 0
        low = Self.mappedPrefix | UInt64(bits)
    }

    /// Reads the text of an IPv4 or IPv6 address; nil for anything else, a host name included.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 45, let address = try? SocketAddress(ipAddress: String(text), port: 0) else { return nil }
        self.init(address)
    }

    /// The address of a peer; nil for a Unix domain socket.
    public init?(_ address: SocketAddress) {
        // The fields of the C structures belong to a module of NIO's that is not for import; their offsets are fixed (RFC 3493 §3.3).
        switch address {
        case .v4(let v4):
            let bits = withUnsafeBytes(of: v4.address) { $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }
            self.init(v4: UInt32(bigEndian: bits))
        case .v6(let v6):
            let words = withUnsafeBytes(of: v6.address) { bytes in
                (bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            }
            self.init(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1))
        case .unixDomainSocket:
            return nil
        }
    }

    /// Whether the address is IPv4, written as such or mapped into IPv6.
    public var isV4: Bool { high == 0 && low & 0xFFFF_FFFF_0000_0000 == Self.mappedPrefix }

    /// `127.0.0.1` or `::1`, the two addresses that the loopback rule names (`contract/platform.md §8.2`).
    public var isLoopback: Bool { self == IPAddress(v4: 0x7F00_0001) || (high == 0 && low == 1) }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted text for IPv4; eight groups without compression for IPv6, so that one address has one spelling in keys and logs.
    public var description: String {
        guard isV4 else {
            return [high, low].flatMap { word in
                stride(from: 48, through: 0, by: -16).map { String(word >> UInt64($0) & 0xFFFF, radix: 16) }
            }.joined(separator: ":")
        }
        let bits = UInt32(truncatingIfNeeded: low)
        return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    }
}
