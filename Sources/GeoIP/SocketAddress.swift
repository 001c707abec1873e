import Foundation

/// A numeric address in the form that the database library takes.
struct SocketAddress {
    private var storage: sockaddr_storage

    /// Reads IPv4 or IPv6 text, strictly: no names, no abbreviated IPv4, no zones. An IPv4 address mapped into IPv6 counts as IPv4.
    init?(_ text: String) {
        storage = sockaddr_storage()
        if var address = Self.parse(text, AF_INET, in_addr()) {
            withUnsafeBytes(of: &address) { self.store($0, family: AF_INET) }
        } else if var address = Self.parse(text, AF_INET6, in6_addr()) {
            withUnsafeBytes(of: &address) { bytes in
                if Self.isMappedIPv4(bytes) {
                    self.store(UnsafeRawBufferPointer(rebasing: bytes[12...]), family: AF_INET)
                } else {
                    self.store(bytes, family: AF_INET6)
                }
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

    private mutating func store(_ address: UnsafeRawBufferPointer, family: Int32) {
        let isIPv4 = family == AF_INET
        storage.ss_family = sa_family_t(family)
        let offset = isIPv4 ? MemoryLayout<sockaddr_in>.offset(of: \.sin_addr) : MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr)
        withUnsafeMutableBytes(of: &storage) { target in
            UnsafeMutableRawBufferPointer(rebasing: target[(offset ?? 0)...]).copyMemory(from: address)
        }
    }

    private static func parse<Address: BitwiseCopyable>(_ text: String, _ family: Int32, _ empty: Address) -> Address? {
        var address = empty
        return inet_pton(family, text, &address) == 1 ? address : nil
    }

    /// `::ffff:0:0/96` (RFC 4291 §2.5.5.2).
    private static func isMappedIPv4(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes[0..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    }
}
