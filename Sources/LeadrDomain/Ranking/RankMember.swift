import Foundation

/// Member of the rank index: 8 bytes of inverted creation time, big-endian, and 16 bytes of row id (`design.md §5`).
///
/// Redis orders members of equal score by their bytes; inverted time puts newer rows first and the id decides the rest, which is ``RankOrder``.
public struct RankMember: Hashable, Sendable {
    /// Length of ``bytes``.
    public static let byteCount = 24

    /// Creation time of the row.
    public var createdAt: Timestamp
    /// Identifier of the row.
    public var id: UUID

    /// Creates a member.
    public init(createdAt: Timestamp, id: UUID) {
        self.createdAt = createdAt
        self.id = id
    }
}

extension RankMember {
    /// Moves the sign bit so that times before 1970 keep their order as unsigned numbers.
    private static let signBit: UInt64 = 1 << 63

    /// Reads a member; nil unless there are exactly 24 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var inverted: UInt64 = 0
        for byte in bytes.prefix(8) { inverted = inverted << 8 | UInt64(byte) }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes.dropFirst(8)) }
        self.init(createdAt: Timestamp(microseconds: Int64(bitPattern: ~inverted ^ Self.signBit)), id: UUID(uuid: uuid))
    }

    /// Reads 48 hexadecimal digits of either case.
    public init?(hexadecimal text: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 24 bytes stored in the index.
    public var bytes: [UInt8] {
        let inverted = ~(UInt64(bitPattern: createdAt.microseconds) ^ Self.signBit)
        return [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            for index in 0..<8 { buffer[index] = UInt8(truncatingIfNeeded: inverted >> UInt64(56 - 8 * index)) }
            withUnsafeBytes(of: id.uuid) { source in
                for index in 0..<16 { buffer[8 + index] = source[index] }
            }
            count = Self.byteCount
        }
    }

    /// 48 lower-case hexadecimal digits, for logs and operators.
    public var hexadecimal: String { Hexadecimal.encode(bytes) }
}
