/// Rows per page: 1…100, 20 unless asked otherwise (`contract/pagination.md §1`).
public struct PageLimit: Hashable, Sendable {
    /// Used when the request names none.
    public static let standard = PageLimit(unchecked: 20)
    /// What a request may ask for.
    public static let allowed = 1...100

    /// Rows per page.
    public let rows: Int

    /// Checks a number.
    ///
    /// - Throws: ``PageLimitError`` when it is outside ``allowed``.
    public init(_ rows: Int) throws(PageLimitError) {
        if rows < Self.allowed.lowerBound { throw .tooSmall }
        if rows > Self.allowed.upperBound { throw .tooLarge }
        self.rows = rows
    }

    /// Reads a `limit` parameter.
    ///
    /// - Throws: ``PageLimitError``, answered with 422 at `["query","limit"]`.
    public init(parsing text: String) throws(PageLimitError) {
        guard let rows = Int(text) else { throw .notAnInteger }
        try self.init(rows)
    }

    private init(unchecked rows: Int) {
        self.rows = rows
    }
}
