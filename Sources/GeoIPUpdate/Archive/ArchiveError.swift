/// Why an archive is not extracted. Carries nothing of its content.
public enum ArchiveError: Error, Hashable, Sendable {
    /// The file is not gzip, or its compressed data or its checksum is wrong.
    case damaged(String)
    /// The file ends too early.
    case truncated
    /// Something stands after the end.
    case trailingData
    /// The content is larger than allowed, in bytes.
    case tooLarge(limit: Int)
    /// A member's header cannot be read.
    case badHeader(String)
    /// A member would lie outside the archive's folder.
    case unsafeName
    /// A member is neither a file nor a folder, for example a link; the type as in its header.
    case unsafeMember(type: UInt8)
    /// No file whose name ends in `.mmdb`.
    case noDatabase
}

extension ArchiveError: CustomStringConvertible {
    /// One line for an operator.
    public var description: String {
        switch self {
        case .damaged(let reason): "the archive is damaged: \(reason)"
        case .truncated: "the archive ends too early"
        case .trailingData: "the archive has data after its end"
        case .tooLarge(let limit): "the archive holds more than \(limit) bytes (GEOIP_DATABASE_MAX_BYTES)"
        case .badHeader(let reason): "the archive has a header that cannot be read: \(reason)"
        case .unsafeName: "the archive has a member with an absolute name, an empty one, or one with '..'"
        case .unsafeMember(let type): "the archive has a member that is neither file nor folder (type \(type))"
        case .noDatabase: "the archive has no file whose name ends in .mmdb"
        }
    }
}
