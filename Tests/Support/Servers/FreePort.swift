import Foundation
import Synchronization

/// Finds loopback ports for servers of a test.
public enum FreePort {
    /// Why no port could be found.
    public struct NotFound: Error {}

    /// Below the ports that the system gives to outgoing connections: one of those could take the port before the server does.
    private static let range = 15_000..<32_000

    /// Ports that were given out, to servers that may not listen yet, or not at the moment.
    private static let taken = Mutex<Set<Int>>([])

    /// A port that was free a moment ago, and that nobody else in this process gets.
    public static func find() throws -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: range)
            if taken.withLock({ $0.insert(port).inserted }), isFree(port) { return port }
        }
        throw NotFound()
    }

    private static func isFree(_ port: Int) -> Bool {
        LoopbackSocket.succeeds(port) { bind($0, $1, $2) }
    }
}

/// Tries a port of the loopback address.
enum LoopbackSocket {
    /// Whether a call on a fresh socket, such as `bind` or `connect`, takes the port.
    static func succeeds(_ port: Int, _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
    }
}
