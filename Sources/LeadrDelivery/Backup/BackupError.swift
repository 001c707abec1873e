/// Why a backup or a restore did not work.
public enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A setting that is needed is empty.
    case missingSetting(String)
    /// A program of PostgreSQL is not installed.
    case missingProgram(String)
    /// A program of PostgreSQL failed: its name, exit code and what it said.
    case program(String, code: Int32, output: String)
    /// A manifest cannot be used.
    case manifest(String)
    /// The dump is not the one that its manifest tells of.
    case damaged(String)
    /// There is no such backup.
    case unknown(String)
    /// Something stands in the way of a restore.
    case refused(String)
    /// A file cannot be read or written.
    case file(String)

    /// One line for an operator.
    public var description: String {
        switch self {
        case .missingSetting(let name): "\(name) is required"
        case .missingProgram(let name): "\(name) is not installed: install the client programs of PostgreSQL"
        case .program(let name, let code, let output): "\(name) ended with code \(code): \(output)"
        case .manifest(let reason): "the manifest cannot be used: \(reason)"
        case .damaged(let name): "the dump \(name) is not the one its manifest tells of: size or checksum differ"
        case .unknown(let name): "there is no backup \(name)"
        case .refused(let reason), .file(let reason): reason
        }
    }
}
