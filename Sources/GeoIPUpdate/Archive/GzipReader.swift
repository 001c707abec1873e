import CZlib

/// Expands one gzip stream that comes piece by piece; bounded, and strict about its checksum and its end.
final class GzipReader {
    private static let pieceSize = 65_536

    /// zlib's state points back to it, so it needs an address of its own.
    private let stream: UnsafeMutablePointer<z_stream>
    private var output = [UInt8](repeating: 0, count: GzipReader.pieceSize)
    private let limit: Int
    private var total = 0
    private var isComplete = false

    /// A reader of a new stream.
    ///
    /// - Parameter limit: most bytes that it may expand to.
    /// - Throws: ``ArchiveError/damaged(_:)`` when there is no memory for it.
    init(limit: Int) throws(ArchiveError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard leadr_inflate_init_gzip(stream) == Z_OK else {
            stream.deallocate()
            throw .damaged("zlib cannot start")
        }
        self.limit = limit
        self.stream = stream
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Takes the next piece; `emit` gets what it expands to.
    ///
    /// - Throws: ``ArchiveError``, and what `emit` throws.
    func consume(_ piece: [UInt8], emit: (ArraySlice<UInt8>) throws -> Void) throws {
        var rest = piece[...]
        var isFull = false
        while !rest.isEmpty || isFull {
            guard !isComplete else {
                guard rest.isEmpty else { throw ArchiveError.trailingData }
                return
            }
            let produced = try expand(&rest)
            isFull = produced == output.count
            total += produced
            guard total <= limit else { throw ArchiveError.tooLarge(limit: limit) }
            if produced > 0 { try emit(output[..<produced]) }
        }
    }

    /// Tells that nothing follows.
    ///
    /// - Throws: ``ArchiveError/truncated``.
    func finish() throws(ArchiveError) {
        guard isComplete else { throw .truncated }
    }

    /// Expands what fits into the output; returns how much that is.
    private func expand(_ rest: inout ArraySlice<UInt8>) throws(ArchiveError) -> Int {
        let count = rest.count
        let status = rest.withUnsafeBytes { source in
            output.withUnsafeMutableBytes { target in
                // zlib only reads its input; its header says otherwise in old versions.
                let start = source.baseAddress.map { UnsafeMutableRawPointer(mutating: $0).assumingMemoryBound(to: UInt8.self) }
                stream.pointee.next_in = start
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(target.count)
                return inflate(stream, Z_NO_FLUSH)
            }
        }
        rest = rest.dropFirst(count - Int(stream.pointee.avail_in))
        switch status {
        case Z_STREAM_END: isComplete = true
        // Z_BUF_ERROR: nothing to do until more comes.
        case Z_OK, Z_BUF_ERROR: break
        default: throw .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
        }
        return output.count - Int(stream.pointee.avail_out)
    }
}
