/// Finds the first file whose name ends in `.mmdb` in a tar archive that comes piece by piece. No I/O; holds no more than a header or the attributes
/// of a member.
///
/// It is strict: an archive with a link, a device, or a name that leads out of its folder is refused as a whole, although the names are never used.
/// Nobody who publishes databases makes such archives. It must be read to its end, since only then it is known to be complete.
struct TarReader {
    private enum Phase {
        case header
        case database(left: Int)
        case attributes(TarHeader)
        case skipped(left: Int)
        case end
    }

    private let limit: Int
    private var phase = Phase.header
    /// The header or attributes that are being collected.
    private var collected: [UInt8] = []
    private var attributes: [String: String] = [:]
    private var padding = 0
    private(set) var hasDatabase = false

    /// A reader of a new archive.
    ///
    /// - Parameter limit: most bytes of the database.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes the next piece; `emit` gets the content of the database in pieces.
    ///
    /// - Throws: ``ArchiveError``, and what `emit` throws.
    mutating func consume(_ piece: ArraySlice<UInt8>, emit: (ArraySlice<UInt8>) throws -> Void) throws {
        var rest = piece
        while !rest.isEmpty {
            switch phase {
            case .header: if let block = collect(TarHeader.blockSize, from: &rest) { try begin(block) }
            case .attributes(let header): if let bytes = collect(header.size, from: &rest) { try take(bytes, header) }
            case .database(let left): try emit(pass(left, of: &rest) { .database(left: $0) })
            case .skipped(let left): _ = pass(left, of: &rest) { .skipped(left: $0) }
            case .end:
                guard rest.allSatisfy({ $0 == 0 }) else { throw ArchiveError.trailingData }
                rest = []
            }
        }
    }

    /// Tells that nothing follows.
    ///
    /// - Throws: ``ArchiveError/truncated``, ``ArchiveError/noDatabase``.
    func finish() throws(ArchiveError) {
        guard case .end = phase else { throw .truncated }
        guard hasDatabase else { throw .noDatabase }
    }

    /// Gathers `count` bytes, which may come in several pieces; nil as long as some are missing.
    private mutating func collect(_ count: Int, from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        let part = rest.prefix(count - collected.count)
        collected += part
        rest = rest.dropFirst(part.count)
        guard collected.count == count else { return nil }
        defer { collected = [] }
        return collected
    }

    /// Takes up to `left` bytes and notes what is missing.
    private mutating func pass(_ left: Int, of rest: inout ArraySlice<UInt8>, _ next: (Int) -> Phase) -> ArraySlice<UInt8> {
        let part = rest.prefix(left)
        rest = rest.dropFirst(part.count)
        if part.count < left {
            phase = next(left - part.count)
        } else {
            skip(padding)
        }
        return part
    }

    private mutating func skip(_ count: Int) {
        padding = 0
        phase = count == 0 ? .header : .skipped(left: count)
    }

    private mutating func begin(_ block: [UInt8]) throws(ArchiveError) {
        if block.allSatisfy({ $0 == 0 }) {
            guard attributes.isEmpty else { throw .badHeader("attributes of nothing") }
            return phase = .end
        }
        var header = try TarHeader(block)
        switch header.kind {
        case .attributes, .globalAttributes:
            guard header.size > 0, header.size <= PaxAttributes.limit, attributes.isEmpty else { throw .badHeader("attributes of no use") }
            phase = .attributes(header)
        case .file, .folder:
            try apply(&header)
            try check(header.name)
            try enter(header)
        }
    }

    private mutating func take(_ bytes: [UInt8], _ header: TarHeader) throws(ArchiveError) {
        let found = try PaxAttributes.parse(bytes)
        if header.kind == .globalAttributes {
            guard found["path"] == nil, found["size"] == nil else { throw .badHeader("all members would have one name or size") }
        } else {
            attributes = found
        }
        skip(TarHeader.padded(bytes.count) - bytes.count)
    }

    private mutating func apply(_ header: inout TarHeader) throws(ArchiveError) {
        if let path = attributes["path"] { header.name = path }
        if let text = attributes["size"] {
            // Twelve digits hold any size that could be allowed, and no arithmetic on them overflows.
            guard text.utf8.count <= 12, let size = Int(text), size >= 0 else { throw .badHeader("a size is no number") }
            header.size = size
        }
        attributes = [:]
    }

    private func check(_ name: String) throws(ArchiveError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("\\"), !parts.contains("..") else { throw .unsafeName }
    }

    private mutating func enter(_ header: TarHeader) throws(ArchiveError) {
        guard header.size <= limit else { throw .tooLarge(limit: limit) }
        guard header.kind == .file, header.name.hasSuffix(".mmdb"), !hasDatabase else { return skip(TarHeader.padded(header.size)) }
        guard header.size > 0 else { throw .noDatabase }
        hasDatabase = true
        padding = TarHeader.padded(header.size) - header.size
        phase = .database(left: header.size)
    }
}
