/// The text of jam codes (`contract/platform.md §4.4`).
public enum JamCodeText {
    /// Least and greatest number of characters.
    public static let lengths = 3...50
    /// Accepted characters as a regular expression.
    public static let pattern = "^[A-Za-z0-9]+$"

    /// Whether the text is made of ASCII letters and digits only.
    public static func isAlphanumeric(_ code: String) -> Bool {
        !code.isEmpty
            && code.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }

    /// The form in which codes are stored and compared: trimmed, in upper case.
    public static func normalised(_ code: String) -> String {
        WhitespaceText.trimmed(code).uppercased()
    }
}
