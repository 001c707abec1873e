import Foundation
import Synchronization

/// Lets other threads look at, or cut, a session's socket without ever touching a descriptor that was closed and given to somebody else.
final class SocketGuard: Sendable {
    private let descriptor = Mutex<Int32?>(nil)

    /// The session's socket is open.
    func opened(_ descriptor: Int32) {
        self.descriptor.withLock { $0 = descriptor }
    }

    /// The socket is about to be closed.
    func closed() {
        descriptor.withLock { $0 = nil }
    }

    /// Cuts the connection, so that a thread that waits for the server wakes up and finds it lost.
    func cut() {
        descriptor.withLock { descriptor in
            guard let descriptor else { return }
            _ = shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    /// Whether an unused connection has something to say, which is only ever its end: the server was stopped or ended the session.
    var hasUnexpectedInput: Bool {
        descriptor.withLock { descriptor in
            guard let descriptor else { return true }
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            return poll(&watched, 1, 0) != 0
        }
    }
}
