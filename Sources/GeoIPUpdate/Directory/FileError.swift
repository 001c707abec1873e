import Foundation

/// A file operation that the system refused.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What was to be done, such as `write`.
    public let action: String
    /// The system's number of the error.
    public let code: Int32

    /// Takes the number from `errno`, so it must be made before anything else is called.
    init(_ action: String, _ path: String) {
        code = errno
        self.path = path
        self.action = action
    }

    /// One line for an operator.
    public var description: String { "cannot \(action) \(path): \(String(cString: strerror(code)))" }
}
