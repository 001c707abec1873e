import Foundation

/// Member of the rank index: 8 bytes of creation time, big-endian, and 16 bytes of row id (`design.md §5`).
///
/// Redis orders members of equal score by their bytes: the time, inverted where newer rows come first, then the id, which is ``RankOrder``. So bytes
/// depend on the board's tie policy, and only whoever knows it can read them.
public struct RankMember: Hashable, Sendable {
    /// Length of ``bytes(_:)``.
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

    /// Reads a member of an index with that order of equal values; nil unless there are exactly 24 bytes.
    public init?(bytes: some Collection<UInt8>, _ ties: TiePolicy) {
        guard bytes.count == Self.byteCount else { return nil }
        var time: UInt64 = 0
        for byte in bytes.prefix(8) { time = time << 8 | UInt64(byte) }
        if ties.isNewestFirst { time = ~time }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes.dropFirst(8)) }
        self.init(createdAt: Timestamp(microseconds: Int64(bitPattern: time ^ Self.signBit)), id: UUID(uuid: uuid))
    }

    /// Reads 48 hexadecimal digits of either case.
    public init?(hexadecimal text: some StringProtocol, _ ties: TiePolicy) {
        guard let bytes = Hexadecimal.decode(text) else { return nil }
        self.init(bytes: bytes, ties)
    }

    /// The 24 bytes stored in an index with that order of equal values.
    public func bytes(_ ties: TiePolicy) -> [UInt8] {
        let ascending = UInt64(bitPattern: createdAt.microseconds) ^ Self.signBit
        let time = ties.isNewestFirst ? ~ascending : ascending
        return [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            for index in 0..<8 { buffer[index] = UInt8(truncatingIfNeeded: time >> UInt64(56 - 8 * index)) }
            withUnsafeBytes(of: id.uuid) { source in
                for index in 0..<16 { buffer[8 + index] = source[index] }
            }
            count = Self.byteCount
        }
    }

    /// 48 lower-case hexadecimal digits, for logs and operators.
    public func hexadecimal(_ ties: TiePolicy) -> String { Hexadecimal.encode(bytes(ties)) }
}
