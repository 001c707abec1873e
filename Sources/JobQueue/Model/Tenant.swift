/// The party whose jobs share one turn in the ring, so that nobody's backlog holds up the others (`design.md §3`).
public struct Tenant: Hashable, Sendable, CustomStringConvertible {
    /// Letters, digits and `-`; 1 to 64 characters. Part of a Redis key, never user text.
    public let text: String

    /// Checks a tenant.
    ///
    /// - Throws: ``QueueError`` with code `invalidArgument` when the text has other characters or another length.
    public init(_ text: String) throws(QueueError) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            throw QueueError(.invalidArgument, "A tenant has 1 to 64 letters, digits or '-'")
        }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// For work that belongs to the installation as a whole.
    public static let system = Tenant(unchecked: "system")

    /// The tenant's text.
    public var description: String { text }

    static func isAllowed(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
