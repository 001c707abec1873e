import LeadrDomain

extension BoardStateJob {
    /// Version written at the front of every encoded job.
    public static let formatVersion: UInt8 = 1

    /// The job in the current binary format. Equal jobs have equal bytes, so they can serve as a coalescing mark.
    public func encoded() -> [UInt8] {
        var writer = FieldWriter(version: Self.formatVersion, capacity: 40)
        writer.byte(code)
        writer.id(boardID)
        switch self {
        case .recomputeRatio(_, let identity, let isTest), .recomputeState(_, let identity, let isTest):
            writer.id(identity)
            writer.bool(isTest)
        case .rebuildIndex(_, let isTest):
            writer.bool(isTest)
        case .recomputeRatioBoard, .applyRanking:
            break
        }
        return writer.bytes
    }

    /// Reads a job of any supported version.
    ///
    /// - Throws: ``JobDecodingError`` for anything that ``encoded()`` did not write.
    public init(decoding bytes: [UInt8]) throws(JobDecodingError) {
        var reader = FieldReader(bytes)
        let version = try reader.byte("version")
        guard version == Self.formatVersion else { throw .unsupportedVersion(version) }
        self = try Self.read(try reader.byte("kind"), &reader)
        try reader.expectEnd()
    }

    /// Numbers of the cases in stored jobs; never given to another case.
    private var code: UInt8 {
        switch self {
        case .recomputeRatio: 1
        case .recomputeRatioBoard: 2
        case .recomputeState: 3
        case .applyRanking: 4
        case .rebuildIndex: 5
        }
    }

    private static func read(_ code: UInt8, _ reader: inout FieldReader) throws(JobDecodingError) -> BoardStateJob {
        guard (1...5).contains(code) else { throw .invalid(field: "kind", offset: 1) }
        let board: BoardID = try reader.id("boardID")
        switch code {
        case 1: return .recomputeRatio(board: board, identity: try reader.id("identityID"), isTest: try reader.bool("isTest"))
        case 2: return .recomputeRatioBoard(board)
        case 3: return .recomputeState(board: board, identity: try reader.id("identityID"), isTest: try reader.bool("isTest"))
        case 4: return .applyRanking(board)
        default: return .rebuildIndex(board: board, isTest: try reader.bool("isTest"))
        }
    }
}
