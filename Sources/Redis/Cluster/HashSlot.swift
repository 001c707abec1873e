/// One of the 16,384 slots that the keys of a cluster fall into.
struct HashSlot: Hashable, Sendable {
    static let count = 16_384

    let number: Int

    /// A slot by its number; `nil` if there is none.
    init?(_ number: Int) {
        guard (0..<Self.count).contains(number) else { return nil }
        self.number = number
    }

    /// The slot of a key: CRC16 of what stands between its first `{` and the next `}`, or of the whole key if nothing does.
    init(key: some BidirectionalCollection<UInt8>) {
        number = Int(CRC16.checksum(Self.tag(of: key))) % Self.count
    }

    private static func tag<Key: BidirectionalCollection<UInt8>>(of key: Key) -> Key.SubSequence {
        guard let open = key.firstIndex(of: UInt8(ascii: "{")) else { return key[...] }
        let rest = key[key.index(after: open)...]
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")), close > rest.startIndex else { return key[...] }
        return rest[..<close]
    }
}

/// CRC-16/XMODEM, the checksum that Redis Cluster uses: polynomial 0x1021, start 0, not reflected.
enum CRC16 {
    private static let table: [UInt16] = (0..<256).map { byte in
        (0..<8).reduce(UInt16(byte) << 8) { value, _ in value & 0x8000 == 0 ? value << 1 : (value << 1) ^ 0x1021 }
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0) { ($0 << 8) ^ table[Int(UInt8($0 >> 8) ^ $1)] }
    }
}
