/// A text that must never reach a log, an error or a debugger's dump.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text itself; the only way to it, so that each use can be found.
    public let exposed: String

    /// Wraps `text`.
    public init(_ text: String) {
        exposed = text
    }

    /// True when nothing is set.
    public var isEmpty: Bool { exposed.isEmpty }

    /// Never the text.
    public var description: String { "<redacted>" }

    /// Never the text.
    public var debugDescription: String { "<redacted>" }

    /// Shows nothing to `dump` and `String(reflecting:)`.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
