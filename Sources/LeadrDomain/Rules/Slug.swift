import Foundation

/// Slugs: their form, how they are made from a text, and what is tried when one is taken (`contract/platform.md §3.5`, `contract/scoring.md §2.1`).
public enum Slug {
    /// Least and greatest number of characters of the slug of an account, board or template.
    public static let lengths = 2...50
    /// The same for games, for which the contract sets no bounds (`contract/platform.md §3.4`): what an index entry holds.
    public static let gameLengths = 1...255

    /// Makes a slug from a text; the result may still be shorter than ``lengths`` allows, which ``validate(_:)`` reports.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` when nothing of the text is left.
    public static func generate(from text: String) throws(DomainError) -> String {
        guard !WhitespaceText.isBlank(text) else { throw .badRequest("Cannot generate slug from empty text") }
        let slug = hyphenated(text.decomposedStringWithCanonicalMapping.utf8)
        guard !slug.isEmpty else { throw .badRequest("Cannot generate slug from text with no valid characters") }
        return cut(slug, to: lengths.upperBound)
    }

    /// Checks the form of a given slug.
    ///
    /// - Throws: ``DomainError/badRequest(_:)`` with the broken rule.
    public static func validate(_ slug: String, lengths: ClosedRange<Int> = Slug.lengths) throws(DomainError) {
        guard lengths.contains(slug.utf8.count) else {
            throw .badRequest("Slug must be between \(lengths.lowerBound) and \(lengths.upperBound) characters")
        }
        guard isWellFormed(slug.utf8) else {
            throw .badRequest("Slug must contain only lowercase letters, numbers and single hyphens between them")
        }
    }

    /// What to try, in order: the slug itself, then with `-2` to `-11`, cut so that it still fits; all taken means 400.
    public static func candidates(_ base: String) -> [String] {
        [base] + (2...11).map { suffixed(base, "-\($0)") }
    }

    /// `[a-z0-9]+(-[a-z0-9]+)*`.
    private static func isWellFormed(_ slug: String.UTF8View) -> Bool {
        var previousIsHyphen = true
        for byte in slug {
            let isHyphen = byte == UInt8(ascii: "-")
            guard isHyphen ? !previousIsHyphen : isKept(byte) else { return false }
            previousIsHyphen = isHyphen
        }
        return !previousIsHyphen
    }

    private static func suffixed(_ base: String, _ suffix: String) -> String {
        cut(base, to: lengths.upperBound - suffix.utf8.count) + suffix
    }

    /// Cuts to a length, then drops hyphens at the end.
    private static func cut(_ slug: String, to length: Int) -> String {
        var kept = Array(slug.utf8.prefix(length))
        while kept.last == UInt8(ascii: "-") { kept.removeLast() }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Lower case, blanks and underscores as single hyphens between words, everything else that is not a letter or digit dropped.
    private static func hyphenated(_ text: String.UTF8View) -> String {
        var result: [UInt8] = []
        var hyphenIsDue = false
        for byte in text {
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            if isSeparator(lower) {
                hyphenIsDue = true
            } else if isKept(lower) {
                if hyphenIsDue, !result.isEmpty { result.append(UInt8(ascii: "-")) }
                hyphenIsDue = false
                result.append(lower)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isKept(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09...0x0D, 0x1C...0x20, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
