import Foundation

/// A numeric address in the form that the database library takes.
struct SocketAddress {
    private var storage = sockaddr_storage()

    /// Reads IPv4 or IPv6 text, strictly: no names, no abbreviated IPv4, no zones. An IPv4 address mapped into IPv6 counts as IPv4.
    init?(_ text: String) {
        if let address = Self.parse(text, AF_INET, count: 4) {
            store(address, AF_INET)
        } else if let address = Self.parse(text, AF_INET6, count: 16) {
            if Self.isMappedIPv4(address) {
                store(Array(address[12...]), AF_INET)
            } else {
                store(address, AF_INET6)
            }
        } else {
            return nil
        }
    }

    /// Lends the address to `body`.
    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }

    private mutating func store(_ address: [UInt8], _ family: Int32) {
        storage.ss_family = sa_family_t(family)
        let offset = family == AF_INET ? MemoryLayout<sockaddr_in>.offset(of: \.sin_addr) : MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr)
        withUnsafeMutableBytes(of: &storage) { target in
            // Both are stored properties of C structs, which have an offset.
            UnsafeMutableRawBufferPointer(rebasing: target[(offset ?? 0)...]).copyBytes(from: address)
        }
    }

    /// The address in network byte order, or nil.
    private static func parse(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
        var address = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &address) == 1 ? address : nil
    }

    /// `::ffff:0:0/96` (RFC 4291 §2.5.5.2).
    private static func isMappedIPv4(_ address: [UInt8]) -> Bool {
        address[..<10].allSatisfy { $0 == 0 } && address[10] == 0xFF && address[11] == 0xFF
    }
}
