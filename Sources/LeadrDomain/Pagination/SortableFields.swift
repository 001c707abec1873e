/// The columns that one list may be sorted by (`contract/pagination.md §3.1`).
public struct SortableFields: Hashable, Sendable {
    /// Allowed columns; `id` is always among them.
    public let fields: [SortField]
    /// Other names of columns, for example `value` of `primary_value`.
    public let aliases: [String: String]
    /// Field meant by a bare `ascending` or `descending`, which the Godot SDK documents; nil where they are not understood.
    public let bareDirectionField: String?

    /// Creates an allow-list; `id` need not be named.
    public init(_ fields: [SortField], aliases: [String: String] = [:], bareDirectionField: String? = nil) {
        self.fields = [.id] + fields
        self.aliases = aliases
        self.bareDirectionField = bareDirectionField
    }

    /// The column of that name or alias.
    public subscript(name: String) -> SortField? {
        let target = aliases[name] ?? name
        return fields.first { $0.name == target }
    }

    /// Every name that a sort may use, aliases included.
    public var names: [String] { (fields.map(\.name) + aliases.keys).sorted() }

    /// Names as listed in the error text.
    public var listing: String { fields.map(\.name).sorted().joined(separator: ", ") }
}
