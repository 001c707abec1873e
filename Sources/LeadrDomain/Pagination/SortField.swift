/// A column that a list may be sorted by.
public struct SortField: Hashable, Sendable {
    /// Name in `sort`, in cursors and in the error text.
    public let name: String
    /// Type of the column.
    public let kind: SortValueKind
    /// Whether rows may have no value; null counts as the smallest value.
    public let isNullable: Bool

    /// Creates a field.
    public init(_ name: String, _ kind: SortValueKind, isNullable: Bool = false) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable
    }

    /// The field that every sort ends with.
    public static let id = SortField("id", .uuid)
    /// When the row was created.
    public static let createdAt = SortField("created_at", .timestamp)
    /// When the row was last written.
    public static let updatedAt = SortField("updated_at", .timestamp)
}
