/// What an identifier identifies: its wire prefix and the name used in validation messages.
public protocol EntityKind: Sendable {
    /// Prefix before the underscore, for example `brd` (`contract/platform.md §11`).
    static var prefix: String { get }
    /// Name of the identifier type in validation messages, for example `BoardID`.
    static var typeName: String { get }
}
