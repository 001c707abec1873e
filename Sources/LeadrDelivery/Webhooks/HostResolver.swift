import Foundation
import NIOCore
import NIOPosix

/// Looks up the addresses of hosts, on threads of its own: a name server that does not answer holds up nothing else.
struct HostResolver: Sendable {
    private let threads: NIOThreadPool

    /// - Parameter concurrency: Look-ups at once; more wait.
    init(concurrency: Int = 8) {
        threads = NIOThreadPool(numberOfThreads: concurrency)
        threads.start()
    }

    /// Ends the threads.
    func shutdown() async {
        try? await threads.shutdownGracefully()
    }

    /// The addresses of a host in the order in which the system prefers them, as text.
    ///
    /// - Throws: ``DeliveryFailure`` when there are none.
    func addresses(of host: String) async throws -> [String] {
        try await threads.runIfActive { try Self.lookUp(host) }
    }

    private static func lookUp(_ host: String) throws(DeliveryFailure) -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_family = AF_UNSPEC
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { throw DeliveryFailure(.unavailable, "the receiver's host has no address") }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next?.pointee {
            if let text = text(of: entry), !found.contains(text) { found.append(text) }
            next = entry.ai_next
        }
        guard !found.isEmpty else { throw DeliveryFailure(.unavailable, "the receiver's host has no address") }
        return found
    }

    private static func text(of entry: addrinfo) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(entry.ai_addr, entry.ai_addrlen, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
        guard status == 0, let end = buffer.firstIndex(of: 0) else { return nil }
        return String(decoding: buffer[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
