extension JSONScanner {
    /// Reads any value into a tree; whitespace before it is skipped.
    mutating func readValue() throws(JSONParseError) -> JSONValue {
        switch try nextKind() {
        case .object:
            var object = JSONObject()
            try readMembers { (scanner, key) throws(JSONParseError) in
                object[JSONDecoding.text(scanner.bytes, key)] = try scanner.readValue()
            }
            return .object(object)
        case .array:
            var elements: [JSONValue] = []
            try readElements { (scanner) throws(JSONParseError) in
                elements.append(try scanner.readValue())
            }
            return .array(elements)
        case let kind:
            return JSONDecoding.scalar(bytes, try skipScalar(kind))
        }
    }

    /// Checks any value and returns where it stands; whitespace before it is skipped.
    mutating func skipValue() throws(JSONParseError) -> JSONToken {
        let kind = try nextKind()
        let start = position
        let before = irregularities
        switch kind {
        case .object:
            try readMembers { (scanner, _) throws(JSONParseError) in _ = try scanner.skipValue() }
        case .array:
            try readElements { (scanner) throws(JSONParseError) in _ = try scanner.skipValue() }
        default:
            return try skipScalar(kind)
        }
        return token(kind, from: start, isSimple: irregularities == before)
    }

    private mutating func skipScalar(_ kind: JSONKind) throws(JSONParseError) -> JSONToken {
        let start = position
        switch kind {
        case .string: return try skipString()
        case .number: return try skipNumber()
        case .bool: try skipWord(bytes[start] == UInt8(ascii: "t") ? "true" : "false")
        default: try skipWord("null")
        }
        return token(kind, from: start, isSimple: true)
    }

    /// Moves to the first byte of the next value and tells its kind by it.
    private mutating func nextKind() throws(JSONParseError) -> JSONKind {
        skipWhitespace()
        guard position < bytes.count else { throw error("unexpected end of the document") }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        default: throw error("expected a value")
        }
    }

    private mutating func skipWord(_ word: StaticString) throws(JSONParseError) {
        let start = position
        let matches = word.withUTF8Buffer { letters in
            bytes.count - start >= letters.count && bytes[start..<start + letters.count].elementsEqual(letters)
        }
        guard matches else { throw error("expected a value") }
        position += word.utf8CodeUnitCount
    }

    /// Passes blanks, tabs and line ends.
    @inline(__always)
    mutating func skipWhitespace() {
        if position < bytes.count, bytes[position] <= 0x20 { skipWhitespaceRun() }
    }

    private mutating func skipWhitespaceRun() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            irregularities &+= 1
            position &+= 1
        }
    }

    func token(_ kind: JSONKind, from start: Int, isSimple: Bool) -> JSONToken {
        JSONToken(kind: kind, start: start, end: position, isSimple: isSimple)
    }

    func error(_ message: String, at offset: Int? = nil) -> JSONParseError {
        JSONParseError(offset: offset ?? position, message: message)
    }
}
