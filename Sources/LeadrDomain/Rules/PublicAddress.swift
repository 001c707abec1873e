import Foundation

/// Tells addresses of the public internet from those that lead into somebody's network (RFC 6890, and the registries of IANA that it began).
///
/// Whoever may name an address that the product connects to could otherwise reach what only the operator should: databases, metadata of a cloud.
public enum PublicAddress {
    /// Whether the text of an address is one of the public internet; nil when it is no address, such as a host name.
    public static func contains(_ text: String) -> Bool? {
        if let bytes = bytes(text, AF_INET, 4) { return containsV4(bytes) }
        return bytes(text, AF_INET6, 16).map(containsV6)
    }

    private static func bytes(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    /// Networks of IPv4 that are not public: first address and length of the prefix.
    private static let reserved: [(network: UInt32, prefix: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12), (0xC000_0000, 24),
        (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 3),
    ]

    private static func containsV4(_ bytes: some Collection<UInt8>) -> Bool {
        let address = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return !reserved.contains { address >> (32 - $0.prefix) == $0.network >> (32 - $0.prefix) }
    }

    /// Of IPv6, `2000::/3` is given out; what lies in it for special use is not public, and 6to4 is what it wraps. An IPv4 address in IPv6 form is
    /// what it is.
    private static func containsV6(_ bytes: [UInt8]) -> Bool {
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF { return containsV4(bytes.suffix(4)) }
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        switch (bytes[0], bytes[1]) {
        // 2001::/23 for protocols (Teredo, ORCHID) and 2001:db8::/32 for documents.
        case (0x20, 0x01): return bytes[2] >= 2 && !(bytes[2] == 0x0D && bytes[3] == 0xB8)
        case (0x20, 0x02): return containsV4(bytes[2..<6])
        // 3fff::/20 for documents.
        case (0x3F, 0xFF): return bytes[2] >= 0x10
        default: return true
        }
    }
}
