import Foundation

/// Bytes to a port of this machine and whatever comes back; for requests that no HTTP client would send.
enum RawConnection {
    /// Sends parts, each `pause` after the one before, and reads until the server closes.
    ///
    /// - Returns: Everything that was answered.
    /// - Throws: When the server neither answers nor closes within `limit`.
    static func exchange(_ parts: [[UInt8]], port: Int, pause: Duration = .zero, limit: Duration = .seconds(20)) async throws -> String {
        try await offPool {
            let socket = try connect(port)
            defer { close(socket) }
            var wait = timeval(tv_sec: Int(limit.components.seconds), tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
            for part in parts {
                // A server that had enough closes while we still send; what it said before that counts.
                guard send(socket, part, part.count, Int32(MSG_NOSIGNAL)) == part.count else { break }
                usleep(UInt32(pause / .microseconds(1)))
            }
            return try readToEnd(socket)
        }
    }

    private static func connect(_ port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard result == 0 else { throw SystemTestError("no connection to port \(port)") }
        return descriptor
    }

    private static func readToEnd(_ socket: Int32) throws -> String {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                answer += buffer[..<count]
            } else if count == 0 || errno == ECONNRESET {
                break
            } else {
                throw SystemTestError("the server neither answered nor closed; so far: \(String(decoding: answer.prefix(300), as: UTF8.self))")
            }
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
