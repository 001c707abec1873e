/// The header of one member of a tar archive in POSIX (ustar) or GNU form.
struct TarHeader: Equatable {
    /// What a member is.
    enum Kind: Equatable {
        case file
        case folder
        /// Attributes of the next member in pax form.
        case attributes
        /// Attributes of all members that follow.
        case globalAttributes
    }

    static let blockSize = 512

    var name: String
    var kind: Kind
    /// Bytes of content.
    var size: Int

    /// Content and what fills its last block.
    static func padded(_ size: Int) -> Int {
        (size + blockSize - 1) / blockSize * blockSize
    }

    /// Reads a block.
    ///
    /// - Throws: ``ArchiveError/badHeader(_:)``, ``ArchiveError/unsafeMember(type:)``.
    init(_ block: [UInt8]) throws(ArchiveError) {
        guard Self.octal(block[148..<156]) == Self.checksum(block) else { throw .badHeader("wrong checksum") }
        guard block[257..<262].elementsEqual("ustar".utf8) else { throw .badHeader("not in ustar form") }
        guard let size = Self.octal(block[124..<136]) else { throw .badHeader("no size") }
        self.size = size
        kind = try Self.kind(block[156])
        name = try Self.name(block)
    }

    private static func kind(_ type: UInt8) throws(ArchiveError) -> Kind {
        switch type {
        case UInt8(ascii: "0"), 0: .file
        case UInt8(ascii: "5"): .folder
        case UInt8(ascii: "x"): .attributes
        case UInt8(ascii: "g"): .globalAttributes
        default: throw .unsafeMember(type: type)
        }
    }

    /// POSIX has room for the start of a long name elsewhere; GNU keeps times there and ends its magic with a blank.
    private static func name(_ block: [UInt8]) throws(ArchiveError) -> String {
        let isPOSIX = block[262] == 0
        let prefix = isPOSIX ? block[345..<500].prefix { $0 != 0 } : []
        let bytes = (prefix.isEmpty ? [] : prefix + [UInt8(ascii: "/")]) + block[0..<100].prefix { $0 != 0 }
        guard let name = String(validating: bytes, as: UTF8.self) else { throw .badHeader("a name is no UTF-8") }
        return name
    }

    /// The sum of all bytes, those of the checksum itself taken as blanks.
    private static func checksum(_ block: [UInt8]) -> Int {
        block.indices.reduce(0) { $0 + Int((148..<156).contains($1) ? UInt8(ascii: " ") : block[$1]) }
    }

    /// A number in octal digits, ended by blanks or NUL; nil for anything else, such as GNU's binary numbers beyond 8 GiB.
    private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") && $0 != 0 }
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 8 + Int($1 - UInt8(ascii: "0")) }
    }
}
