/// An enumeration that is stored and sent as text; the raw value is both the database text and the wire text (`contract/schema.md §1`).
public protocol StoredEnum: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    /// Name of the native PostgreSQL type, or nil for a plain text column.
    static var databaseType: String? { get }
}

extension StoredEnum {
    /// Text on the wire.
    public var wire: String { rawValue }

    /// All texts separated by commas, as filter errors list them: `active, banned, suspended`.
    public static var listedTexts: String {
        allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// All texts as validation messages list them: `'A', 'B' or 'C'` (`contract/platform.md §1.1`, type `enum`).
    public static var expectedTexts: String {
        let quoted = allCases.map { "'\($0.rawValue)'" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension StoredEnum {
    /// The case a client named (`contract/platform.md §5`).
    ///
    /// - Parameters:
    ///   - text: The text of the case.
    ///   - label: What it is the value of, for example `status`.
    /// - Throws: ``DomainError/badRequest(_:)`` that lists all texts.
    public init(named text: String, _ label: String) throws(DomainError) {
        guard let known = Self(rawValue: text) else {
            throw .badRequest("Invalid \(label): \(text). Must be one of: \(Self.listedTexts)")
        }
        self = known
    }
}
