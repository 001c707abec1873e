import CLibPQ
import Foundation

extension Session {
    /// The next result, or `nil` at the end of a statement's results. Sends what is still unsent while it waits.
    func nextResult() throws(PostgresError) -> OpaquePointer? {
        let connection = try live()
        while PQisBusy(connection) == 1 {
            try wait(connection)
        }
        return PQgetResult(connection)
    }

    /// Waits until the server can be read from or, if something is unsent, written to; then reads what is there.
    private func wait(_ connection: OpaquePointer) throws(PostgresError) {
        let unsent = PQflush(connection)
        var watched = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        if unsent == 1 { watched.events |= Int16(POLLOUT) }
        let ready = poll(&watched, 1, pollTimeout)
        if ready == 0 { throw lost("the server has been silent for too long") }
        if ready < 0 {
            guard errno == EINTR else { throw lost("poll failed with error \(errno)") }
            return
        }
        if Int32(watched.revents) & ~Int32(POLLOUT) != 0 {
            // Failure is not final here: the server's last words may have been read, and `PQgetResult` hands them out before it reports the loss.
            _ = PQconsumeInput(connection)
        }
    }

    private var pollTimeout: Int32 {
        guard let stallLimit else { return -1 }
        return Int32(clamping: stallLimit.roundedUpMilliseconds)
    }
}
