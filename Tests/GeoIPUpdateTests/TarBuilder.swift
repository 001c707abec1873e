/// Makes tar archives, sound ones and others, byte by byte.
struct TarBuilder {
    /// Forms of the magic.
    enum Form {
        case posix
        case gnu
    }

    private(set) var bytes: [UInt8] = []

    /// Adds a member.
    ///
    /// - Parameters:
    ///   - size: As the header tells; that of the content if nothing else is said.
    ///   - breaksChecksum: Whether the header's checksum is wrong.
    mutating func add(
        _ name: String,
        _ content: [UInt8] = [],
        type: Character = "0",
        size: String? = nil,
        prefix: String = "",
        form: Form = .posix,
        breaksChecksum: Bool = false
    ) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) { for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte } }
        let octal = String(content.count, radix: 8)
        put(name, at: 0)
        put("0000644\0", at: 100)
        put(size ?? String(repeating: "0", count: 11 - octal.count) + octal, at: 124)
        put("        ", at: 148)
        put(String(type), at: 156)
        put(form == .posix ? "ustar\u{0}00" : "ustar  \u{0}", at: 257)
        put(prefix, at: 345)
        let sum = header.reduce(0) { $0 + Int($1) } + (breaksChecksum ? 1 : 0)
        let digits = String(sum, radix: 8)
        put(String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} ", at: 148)
        bytes += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// Attributes of the next member in pax form.
    mutating func addAttributes(_ attributes: [(String, String)], type: Character = "x") {
        add("PaxHeaders/x", attributes.flatMap { Self.record($0.0, $0.1) }, type: type)
    }

    /// The archive with its end.
    var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    private static func record(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n".utf8.count
        var length = rest + 1
        while "\(length)".utf8.count + rest != length { length += 1 }
        return Array("\(length) \(key)=\(value)\n".utf8)
    }
}
