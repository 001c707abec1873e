/// Reads one JSON document, strictly: what PostgreSQL's jsonb would refuse is refused here already, with its offset.
///
/// Refused are invalid UTF-8, raw control characters, `\u0000`, lone surrogates, nesting beyond the limit, bytes after the document, leading
/// zeros, numbers beyond the range of a double or with more decimals than jsonb keeps (`contract/rulings.md`, text and numbers).
public struct JSONScanner: Sendable {
    let bytes: [UInt8]
    let maximumDepth: Int
    var position = 0
    var depth = 0
    /// Counts blanks and escapes seen, to tell what is compact already.
    var irregularities = 0

    /// Creates a scanner.
    ///
    /// - Parameters:
    ///   - bytes: The whole document.
    ///   - maximumDepth: Levels of arrays and objects that are allowed (`contract/rulings.md`, bodies).
    public init(_ bytes: [UInt8], maximumDepth: Int = 64) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    /// Reads the document into a tree.
    ///
    /// - Throws: ``JSONParseError`` at the first byte that is not accepted.
    public mutating func parse() throws(JSONParseError) -> JSONValue {
        restart()
        let value = try readValue()
        try expectEnd()
        return value
    }

    /// Checks the document and returns it as a slice, without building anything.
    ///
    /// - Throws: ``JSONParseError`` at the first byte that is not accepted.
    public mutating func scan() throws(JSONParseError) -> JSONSlice {
        restart()
        let token = try skipValue()
        try expectEnd()
        return JSONSlice(bytes, token)
    }

    /// Checks the document and shows each member of its outermost object, in order, duplicates included (the last one counts).
    ///
    /// One pass and no tree: the way to read request bodies on hot paths. Members may be shown before an error further on is found.
    /// - Parameter body: Gets key and value; not called when the document is no object.
    /// - Returns: The whole document.
    /// - Throws: ``JSONParseError`` at the first byte that is not accepted.
    @discardableResult
    public mutating func scanMembers(_ body: (_ key: JSONSlice, _ value: JSONSlice) -> Void) throws(JSONParseError) -> JSONSlice {
        restart()
        skipWhitespace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { return try scan() }
        let start = position
        let bytes = bytes
        try readMembers { (scanner, key) throws(JSONParseError) in
            body(JSONSlice(bytes, key), JSONSlice(bytes, try scanner.skipValue()))
        }
        let document = token(.object, from: start, isSimple: irregularities == 0)
        try expectEnd()
        return JSONSlice(bytes, document)
    }

    private mutating func restart() {
        position = 0
        depth = 0
        irregularities = 0
    }

    private mutating func expectEnd() throws(JSONParseError) {
        skipWhitespace()
        if position < bytes.count { throw error("unexpected text after the document") }
    }
}
