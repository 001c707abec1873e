/// Why bytes are no job of this product; the job is buried, since trying again cannot help.
public enum JobDecodingError: Error, Hashable, Sendable {
    /// The format version is unknown: written by a later release, or no job at all.
    case unsupportedVersion(UInt8)
    /// The bytes end in the middle of a field.
    case truncated(field: String, offset: Int)
    /// A field has a value that its type does not know.
    case invalid(field: String, offset: Int)
    /// There are bytes after the last field.
    case trailingBytes(offset: Int)
}

extension JobDecodingError: CustomStringConvertible {
    /// Field and offset, never content.
    public var description: String {
        switch self {
        case .unsupportedVersion(let version): "unsupported format version \(version)"
        case .truncated(let field, let offset): "ends inside \(field) at byte \(offset)"
        case .invalid(let field, let offset): "invalid \(field) at byte \(offset)"
        case .trailingBytes(let offset): "unexpected bytes from byte \(offset) on"
        }
    }
}
