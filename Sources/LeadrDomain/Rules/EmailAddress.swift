/// Addresses of people: what is accepted, and the one form in which they are stored and compared.
///
/// The form is narrower than RFC 5322 allows: everything outside of the contract's rule for mails (`contract/platform.md §4.5`) could never be written to.
public enum EmailAddress {
    /// Greatest number of characters, blanks around the address included (RFC 5321 §4.5.3.1.3).
    public static let maximumLength = 254

    /// The accepted texts as a regular expression; ``normalised(_:)`` accepts the same.
    public static let pattern =
        #"^[ \t\r\n]*[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}[ \t\r\n]*$"#

    /// The address without blanks around it and in lower case; nil when the text is no address.
    ///
    /// Letter case is dropped in the part before the `@` as well: mail services that tell it apart are not in use any more, while people write the
    /// same address in different ways.
    public static func normalised(_ text: String) -> String? {
        var bytes = text.utf8[...]
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, isLocalPart(parts[0]), isDomain(parts[1]) else { return nil }
        return String(Substring(bytes)).lowercased()
    }

    /// Dot-separated words.
    private static func isLocalPart(_ part: Substring.UTF8View) -> Bool {
        part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.allSatisfy { isLetter($0) || isDigit($0) || "_%+-".utf8.contains($0) }
        }
    }

    /// Two labels or more, the last one of letters only.
    private static func isDomain(_ part: Substring.UTF8View) -> Bool {
        let labels = part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let last = labels.last, labels.count >= 2, last.count >= 2, last.allSatisfy(isLetter) else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
