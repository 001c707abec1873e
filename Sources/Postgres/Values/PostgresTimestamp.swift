/// A `timestamptz`: a point in time in microseconds.
///
/// PostgreSQL's `infinity` and `-infinity` are the greatest and the least value.
public struct PostgresTimestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    public var microsecondsSinceUnixEpoch: Int64

    /// Wraps microseconds since the Unix epoch.
    public init(microsecondsSinceUnixEpoch: Int64) {
        self.microsecondsSinceUnixEpoch = microsecondsSinceUnixEpoch
    }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool {
        left.microsecondsSinceUnixEpoch < right.microsecondsSinceUnixEpoch
    }

    /// PostgreSQL counts from 2000-01-01T00:00:00Z.
    private static let epochOffset: Int64 = 946_684_800_000_000

    /// Microseconds since PostgreSQL's epoch; what cannot be expressed becomes the infinity of its side.
    var serverMicroseconds: Int64 {
        if microsecondsSinceUnixEpoch == .max { return .max }
        let (value, overflow) = microsecondsSinceUnixEpoch.subtractingReportingOverflow(Self.epochOffset)
        return overflow ? .min : value
    }

    /// The reverse of ``serverMicroseconds``.
    init(serverMicroseconds: Int64) {
        if serverMicroseconds == .min {
            microsecondsSinceUnixEpoch = .min
        } else {
            let (value, overflow) = serverMicroseconds.addingReportingOverflow(Self.epochOffset)
            microsecondsSinceUnixEpoch = overflow ? .max : value
        }
    }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable {
    /// `timestamptz`.
    public static var postgresType: PostgresType { .timestamptz }

    /// Appends eight bytes.
    public func encode(into buffer: inout [UInt8]) { buffer.appendBigEndian(serverMicroseconds) }

    /// Appends elements with one growth of the buffer.
    public static func encodeElements(_ elements: [PostgresTimestamp], into buffer: inout [UInt8]) {
        buffer.appendFixedWidth(elements, width: 8) { $1.storeBytes(of: $0.serverMicroseconds.bigEndian, as: Int64.self) }
    }

    /// Reads a `timestamptz`, or a `timestamp` taken as UTC.
    public static func decode(_ value: borrowing PostgresValue) throws(PostgresError) -> PostgresTimestamp {
        switch value.typeOID {
        case PostgresType.timestamptz.oid, PostgresType.timestamp.oid:
            PostgresTimestamp(serverMicroseconds: try value.bytes(count: 8).bigEndian())
        default:
            throw value.mismatch("PostgresTimestamp")
        }
    }
}
