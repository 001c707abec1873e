import CLibPQ

/// What `PQcancel` needs to ask the server to stop a session's statement.
///
/// Unchecked, because libpq documents `PQcancel` as safe from any thread: it only reads the address and key copied when the handle was made.
final class CancelHandle: @unchecked Sendable {
    private let handle: OpaquePointer

    /// Takes ownership.
    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { PQfreeCancel(handle) }

    /// Sends the request over a connection of its own and waits until the server has taken it. Blocks.
    func send() {
        var message = [CChar](repeating: 0, count: 256)
        // A refusal is not reported: the statement then runs to its end or its time limit, which the caller sees.
        _ = PQcancel(handle, &message, Int32(message.count))
    }
}
