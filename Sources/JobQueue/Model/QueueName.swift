/// Name of a kind of work, for example `ranking`; part of Redis keys and of metric labels, therefore restricted.
public struct QueueName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// Lower-case letters, digits, `_` and `-`; 1 to 40 characters.
    public let text: String

    /// Checks a name that comes from outside.
    ///
    /// - Throws: ``QueueError`` with code `invalidArgument` when the text has other characters or another length.
    public init(validating text: String) throws(QueueError) {
        guard (1...40).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            throw QueueError(.invalidArgument, "A queue name has 1 to 40 lower-case letters, digits, '_' or '-'")
        }
        self.text = text
    }

    /// A name written in the program itself.
    ///
    /// - Precondition: the text keeps the rule of ``init(validating:)``; breaking it is a programming error.
    public init(stringLiteral literal: StaticString) {
        text = literal.description
        precondition((1...40).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isAllowed), "Not a queue name")
    }

    /// The name itself.
    public var description: String { text }

    private static func isAllowed(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
