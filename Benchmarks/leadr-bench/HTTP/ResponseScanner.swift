import NIOCore

/// Finds the end of one HTTP/1.1 response at the front of a buffer. It reads the status and `Content-Length`, and nothing else.
enum ResponseScanner {
    /// What stands at the front of the buffer.
    enum Outcome: Equatable {
        /// More bytes are needed.
        case incomplete
        /// No response that this client understands.
        case malformed
        /// A whole response: its status, the bytes before its body and the bytes of its body.
        case response(status: Int, headCount: Int, bodyCount: Int)
    }

    /// Scans from the reader index; nothing is consumed.
    static func scan(_ buffer: ByteBuffer) -> Outcome {
        buffer.withUnsafeReadableBytes { scan($0) }
    }

    private static func scan(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        var lineStart = 0
        var status: Int?
        var bodyCount: Int?
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            guard index > lineStart, bytes[index - 1] == UInt8(ascii: "\r") else { return .malformed }
            let line = UnsafeRawBufferPointer(rebasing: bytes[lineStart..<index - 1])
            lineStart = index + 1
            if status == nil {
                guard let code = statusCode(line) else { return .malformed }
                status = code
            } else if line.isEmpty {
                return finish(status: status, headCount: lineStart, bodyCount: bodyCount, available: bytes.count)
            } else if let count = contentLength(line) {
                bodyCount = count
            }
        }
        return bytes.count > 65_536 ? .malformed : .incomplete
    }

    private static func finish(status: Int?, headCount: Int, bodyCount: Int?, available: Int) -> Outcome {
        guard let status, let bodyCount = bodyCount ?? (status == 204 || status == 304 ? 0 : nil) else { return .malformed }
        guard available - headCount >= bodyCount else { return .incomplete }
        return .response(status: status, headCount: headCount, bodyCount: bodyCount)
    }

    /// `HTTP/1.1 201 Created`.
    private static func statusCode(_ line: UnsafeRawBufferPointer) -> Int? {
        guard line.count >= 12, line.starts(with: "HTTP/1.".utf8) else { return nil }
        return decimal(line[9..<12])
    }

    /// The value, when the line is that header.
    private static func contentLength(_ line: UnsafeRawBufferPointer) -> Int? {
        let name = "content-length:".utf8
        guard line.count > name.count, zip(line, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return nil }
        return decimal(line[name.count...].drop { $0 == UInt8(ascii: " ") })
    }

    private static func decimal(_ digits: some Sequence<UInt8>) -> Int? {
        var value: Int?
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9"), value ?? 0 < 1_000_000_000 else { return nil }
            value = (value ?? 0) * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
