import LeadrDomain

/// A normalised player name on a board with unique names (`contract/scoring.md §5.2` step 6). Ordered for locking.
public struct NameKey: Hashable, Sendable, Comparable {
    /// Index entries of PostgreSQL are limited to about 2,700 bytes; names that agree this far count as equal.
    private static let maximumBytes = 1024

    /// Board the name is taken on.
    public let boardID: BoardID
    /// Name, trimmed, with single spaces, in lower case.
    public let text: String

    /// Normalises a name; nil when it is blank, which never conflicts.
    public init?(boardID: BoardID, name: String) {
        guard let text = Self.text(of: name) else { return nil }
        self.init(boardID: boardID, stored: text)
    }

    /// The form in which a name is stored on every board; nil when it is blank.
    static func text(of name: String) -> String? {
        guard let normalised = PlayerName.claimKey(name) else { return nil }
        return normalised.utf8.count <= maximumBytes ? normalised : cut(normalised)
    }

    /// Wraps a stored name.
    init(boardID: BoardID, stored text: String) {
        self.boardID = boardID
        self.text = text
    }

    /// By board, then the bytes of the name.
    public static func < (left: Self, right: Self) -> Bool {
        left.boardID == right.boardID ? left.text.utf8.lexicographicallyPrecedes(right.text.utf8) : left.boardID < right.boardID
    }

    /// Equal bytes, as PostgreSQL compares them; Swift's own comparison of text also equates other spellings of a character.
    public static func == (left: Self, right: Self) -> Bool {
        left.boardID == right.boardID && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes what ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(boardID)
        for byte in text.utf8 { hasher.combine(byte) }
    }

    private static func cut(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            guard result.utf8.count + UTF8.width(scalar) <= maximumBytes else { break }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
