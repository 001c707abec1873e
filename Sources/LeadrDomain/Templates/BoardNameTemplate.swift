/// A text with placeholders from which boards get their names (`contract/scoring.md §3.3`).
public struct BoardNameTemplate: Hashable, Sendable {
    fileprivate enum Part: Hashable, Sendable {
        case text(String)
        case placeholder(BoardNamePlaceholder)
    }

    private let parts: [Part]

    /// Reads a template.
    ///
    /// - Throws: ``DomainError`` 400 for words in braces that are no placeholders, then for braces around anything else.
    public init(_ template: String) throws(DomainError) {
        let scan = TemplateScan(template)
        guard scan.unknown.isEmpty else { throw scan.refusalOfUnknown }
        guard !scan.hasStrayBrace else { throw .badRequest("Invalid braces in name_template: each pair must enclose one placeholder") }
        parts = scan.parts
    }

    /// The name of a board.
    ///
    /// - Parameters:
    ///   - time: When it is made; the day is taken in UTC.
    ///   - series: Which board of the template it is.
    public func name(at time: Timestamp, series: Int) -> String {
        let date = time.civil.date
        return parts.map { part in
            switch part {
            case .text(let text): text
            case .placeholder(let placeholder): placeholder.text(on: date, series: series)
            }
        }.joined()
    }
}

/// Takes a template apart and collects what is wrong with it.
private struct TemplateScan {
    private(set) var parts: [BoardNameTemplate.Part] = []
    private(set) var unknown: Set<String> = []
    private(set) var hasStrayBrace = false

    init(_ template: String) {
        var rest = template.unicodeScalars[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            add(rest[..<brace])
            if let word = Self.word(after: brace, in: rest) {
                add(word: String(word))
                rest = rest[rest.index(after: word.endIndex)...]
            } else {
                hasStrayBrace = true
                rest = rest[rest.index(after: brace)...]
            }
        }
        add(rest)
    }

    /// What is said about unknown words.
    var refusalOfUnknown: DomainError {
        let valid = BoardNamePlaceholder.allCases.map(\.rawValue).sorted().joined(separator: ", ")
        let listed = unknown.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
        return .badRequest("Invalid placeholder(s) in name_template: \(listed). Valid placeholders are: \(valid)")
    }

    private mutating func add(_ text: Substring.UnicodeScalarView) {
        if !text.isEmpty { parts.append(.text(String(text))) }
    }

    private mutating func add(word: String) {
        if let placeholder = BoardNamePlaceholder(rawValue: word) { parts.append(.placeholder(placeholder)) } else { unknown.insert(word) }
    }

    /// The word of letters, digits and underscores between an opening brace and the next closing one.
    private static func word(after brace: String.UnicodeScalarView.Index, in text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView? {
        guard text[brace] == "{" else { return nil }
        let word = text[text.index(after: brace)...].prefix { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil }
        guard !word.isEmpty, word.endIndex < text.endIndex, text[word.endIndex] == "}" else { return nil }
        return word
    }
}
