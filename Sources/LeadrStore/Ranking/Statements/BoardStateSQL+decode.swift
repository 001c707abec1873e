import ByteJSON
import LeadrDomain
import Postgres

extension BoardStateSQL {
    /// Reads a row of ``lock(_:)`` or ``read(_:)``.
    ///
    /// - Throws: ``PostgresError`` with code `decoding`.
    public static func decode(_ row: PostgresRow) throws(PostgresError) -> BoardState {
        BoardState(
            id: try row.decode(0),
            boardID: try row.decode(1),
            identityID: try row.decode(2),
            isTest: try row.decode(3),
            value: try row.decode(4),
            rankValue: try row.decode(5),
            selectedEventID: try row.decode(6),
            selectedAt: try row.decode(7),
            eventCount: Int(try row.decode(8, as: Int32.self)),
            sum: try row.decode(9, as: PostgresNumeric?.self).flatMap { ExactDecimal(text: $0.text) },
            ratio: try row.decode(10, as: PostgresJSON?.self).flatMap(RatioSources.init(json:)),
            playerName: try row.decode(11),
            valueDisplay: try row.decode(12),
            metadata: try row.decode(13, as: PostgresJSON?.self)?.bytes,
            geo: GeoLocation(timezone: try row.decode(14), country: try row.decode(15), city: try row.decode(16)),
            createdAt: try row.decode(17),
            updatedAt: try row.decode(18),
            deletedAt: try row.decode(19),
            version: try row.decode(20)
        )
    }
}

extension RatioSources {
    private static let numeratorKey = "numerator_value"
    private static let denominatorKey = "denominator_value"

    /// Reads `aux` of a ratio row; nil for that of other boards.
    init?(json: PostgresJSON) {
        var scanner = JSONScanner(json.bytes)
        guard let value = try? scanner.parse(), case .object(let object) = value,
            let numerator = object[Self.numeratorKey].flatMap(Self.number), let denominator = object[Self.denominatorKey].flatMap(Self.number)
        else { return nil }
        self.init(numerator: numerator, denominator: denominator)
    }

    /// The form stored in `aux` (`contract/scoring.md §4.2`).
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(Self.numeratorKey)
        writer.number(numerator)
        writer.key(Self.denominatorKey)
        writer.number(denominator)
        writer.endObject()
        return writer.bytes
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: nil
        }
    }
}
