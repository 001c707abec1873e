extension SortSpec {
    /// Reads a `sort` parameter (`contract/pagination.md §3`). An absent parameter is the caller's default; an empty one is malformed. A bare
    /// direction is the order of the board, or its opposite: equal values show the newer one first.
    ///
    /// - Throws: ``SortSpecError``. Syntax is checked before the fields are looked up.
    public init(parsing text: String, allowing fields: SortableFields) throws(SortSpecError) {
        if let field = fields.bareDirectionField.flatMap({ fields[$0] }), let order = Self.bareOrder(text.trimmed) {
            self.init([SortTerm(field, order), SortTerm(.createdAt, .descending)])
            return
        }
        var parts: [(name: String, order: FieldOrder)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            parts.append(try Self.part(String(part).trimmed))
        }
        var terms: [SortTerm] = []
        for part in parts {
            guard let field = fields[part.name] else { throw .unknownField(part.name, valid: fields.listing) }
            terms.append(SortTerm(field, part.order))
        }
        self.init(terms)
    }

    private static func part(_ text: String) throws(SortSpecError) -> (name: String, order: FieldOrder) {
        guard let colon = text.firstIndex(of: ":") else { throw .malformed(part: text) }
        let direction = String(text[text.index(after: colon)...]).trimmed
        guard let order = FieldOrder(rawValue: direction.lowercased()) else { throw .badDirection(direction) }
        return (String(text[..<colon]).trimmed, order)
    }

    private static func bareOrder(_ text: String) -> FieldOrder? {
        switch text {
        case "ascending": .ascending
        case "descending": .descending
        default: nil
        }
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
