/// Writes small databases in MaxMind's format 2.0, so that no binary file needs to be kept with the tests.
///
/// One search tree over 128 bits (IPv4 networks stand under `::/96`) or 32 bits, 24-bit records, no shared data.
struct MMDBWriter {
    /// A value of the data section.
    indirect enum Value {
        case text(String)
        case rawText([UInt8])
        case double(Double)
        case uint16(UInt16)
        case uint32(UInt32)
        case uint64(UInt64)
        case array([Value])
        case map([(String, Value)])
    }

    private enum Record {
        case empty
        case node(Int)
        case data(Int)
    }

    private let isIPv6: Bool
    private var nodes: [[Record]] = [[.empty, .empty]]
    private var data: [UInt8] = []

    init(isIPv6: Bool = true) {
        self.isIPv6 = isIPv6
    }

    /// Adds a network; networks must not overlap.
    mutating func insert(_ address: [UInt8], prefix: Int, _ value: Value) {
        let isShort = address.count == 4 && isIPv6
        let bytes = (isShort ? [UInt8](repeating: 0, count: 12) : []) + address
        let length = prefix + (isShort ? 96 : 0)
        let offset = data.count
        Self.append(value, to: &data)
        var node = 0
        for depth in 0..<length {
            let bit = Int(bytes[depth / 8] >> UInt8(7 - depth % 8)) & 1
            if depth == length - 1 {
                nodes[node][bit] = .data(offset)
            } else {
                node = child(of: node, bit)
            }
        }
    }

    private mutating func child(of node: Int, _ bit: Int) -> Int {
        if case .node(let next) = nodes[node][bit] { return next }
        nodes.append([.empty, .empty])
        nodes[node][bit] = .node(nodes.count - 1)
        return nodes.count - 1
    }

    /// The file.
    func encoded(type: String = "Test-City", buildEpoch: UInt64 = 1_700_000_000) -> [UInt8] {
        var file: [UInt8] = []
        for record in nodes.joined() {
            let value = number(of: record)
            file += [UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
        }
        file += [UInt8](repeating: 0, count: 16)
        file += data
        file += [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
        Self.append(metadata(type: type, buildEpoch: buildEpoch), to: &file)
        return file
    }

    private func number(of record: Record) -> Int {
        switch record {
        case .empty: nodes.count
        case .node(let index): index
        case .data(let offset): nodes.count + 16 + offset
        }
    }

    private func metadata(type: String, buildEpoch: UInt64) -> Value {
        .map([
            ("node_count", .uint32(UInt32(nodes.count))), ("record_size", .uint16(24)), ("ip_version", .uint16(isIPv6 ? 6 : 4)),
            ("database_type", .text(type)), ("languages", .array([.text("en")])), ("binary_format_major_version", .uint16(2)),
            ("binary_format_minor_version", .uint16(0)), ("build_epoch", .uint64(buildEpoch)), ("description", .map([("en", .text("Test"))])),
        ])
    }

    private static func append(_ value: Value, to target: inout [UInt8]) {
        switch value {
        case .text(let text): appendBytes(Array(text.utf8), to: &target)
        case .rawText(let bytes): appendBytes(bytes, to: &target)
        case .double(let number): appendNumber(type: 3, number.bitPattern, bytes: 8, to: &target)
        case .uint16(let number): appendNumber(type: 5, UInt64(number), bytes: 2, to: &target)
        case .uint32(let number): appendNumber(type: 6, UInt64(number), bytes: 4, to: &target)
        case .uint64(let number): appendNumber(type: 9, number, bytes: 8, to: &target)
        case .array(let elements):
            appendControl(type: 11, size: elements.count, to: &target)
            for element in elements { append(element, to: &target) }
        case .map(let members):
            appendControl(type: 7, size: members.count, to: &target)
            for (key, member) in members {
                append(.text(key), to: &target)
                append(member, to: &target)
            }
        }
    }

    private static func appendBytes(_ bytes: [UInt8], to target: inout [UInt8]) {
        appendControl(type: 2, size: bytes.count, to: &target)
        target += bytes
    }

    private static func appendNumber(type: UInt8, _ value: UInt64, bytes: Int, to target: inout [UInt8]) {
        appendControl(type: type, size: bytes, to: &target)
        for index in (0..<bytes).reversed() { target.append(UInt8(value >> UInt64(index * 8) & 0xFF)) }
    }

    /// Type and size; types above 7 stand in a byte of their own, sizes from 29 on likewise (up to 284 are enough here).
    private static func appendControl(type: UInt8, size: Int, to target: inout [UInt8]) {
        let shortSize = UInt8(min(size, 29))
        target.append(type <= 7 ? type << 5 | shortSize : shortSize)
        if type > 7 { target.append(type - 7) }
        if size >= 29 { target.append(UInt8(size - 29)) }
    }
}
