import Foundation

/// Asks the system for the addresses of a host. Blocks.
enum HostLookup {
    static func addresses(of host: String) -> Result<[String], DeliveryFailure> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_family = AF_UNSPEC
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return .failure(nothing) }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next?.pointee {
            if let text = text(of: entry), !found.contains(text) { found.append(text) }
            next = entry.ai_next
        }
        return found.isEmpty ? .failure(nothing) : .success(found)
    }

    private static let nothing = DeliveryFailure(.unavailable, "the receiver's host has no address")

    private static func text(of entry: addrinfo) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(entry.ai_addr, entry.ai_addrlen, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
        guard status == 0, let end = buffer.firstIndex(of: 0) else { return nil }
        return String(decoding: buffer[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
