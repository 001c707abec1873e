import Foundation

/// Writes to an open file descriptor, such as standard output, without buffering.
struct FileDescriptorDestination: LogDestination {
    /// The descriptor; it is never closed.
    let descriptor: Int32

    func write(_ lines: [UInt8]) {
        FileDescriptorWriter.write(lines, to: descriptor)
    }
}

/// Calls write(2) until everything is written.
enum FileDescriptorWriter {
    /// Writes `bytes`; waits for room when the descriptor does not block. False when the descriptor fails.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let written = writeOnce(descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]))
                if written > 0 { offset += written } else if !mayRetry(descriptor) { return false }
            }
            return true
        }
    }

    private static func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        Foundation.write(descriptor, bytes.baseAddress, bytes.count)
    }

    private static func mayRetry(_ descriptor: Int32) -> Bool {
        switch errno {
        case EINTR: return true
        case EAGAIN:
            var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return poll(&poller, 1, -1) >= 0 || errno == EINTR
        default: return false
        }
    }
}
