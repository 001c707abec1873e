extension JSONScanner {
    /// Reads an object; `body` gets each key and must read the value that follows.
    @inline(__always)
    mutating func readMembers(
        _ body: (inout JSONScanner, _ key: JSONToken) throws(JSONParseError) -> Void
    ) throws(JSONParseError) {
        try open()
        if takeAfterBlanks(UInt8(ascii: "}")) { return close() }
        repeat {
            skipWhitespace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw error("expected a key in double quotes") }
            let key = try skipString()
            guard takeAfterBlanks(UInt8(ascii: ":")) else { throw error("expected ':' after a key") }
            try body(&self, key)
        } while takeAfterBlanks(UInt8(ascii: ","))
        guard takeAfterBlanks(UInt8(ascii: "}")) else { throw error("expected ',' or '}'") }
        close()
    }

    /// Reads an array; `body` must read one element each time.
    @inline(__always)
    mutating func readElements(_ body: (inout JSONScanner) throws(JSONParseError) -> Void) throws(JSONParseError) {
        try open()
        if takeAfterBlanks(UInt8(ascii: "]")) { return close() }
        repeat {
            try body(&self)
        } while takeAfterBlanks(UInt8(ascii: ","))
        guard takeAfterBlanks(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
        close()
    }

    private mutating func open() throws(JSONParseError) {
        guard depth < maximumDepth else { throw error("nested too deeply") }
        depth &+= 1
        position &+= 1
    }

    private mutating func close() {
        depth &-= 1
    }

    private mutating func takeAfterBlanks(_ byte: UInt8) -> Bool {
        skipWhitespace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position &+= 1
        return true
    }
}
