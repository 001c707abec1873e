import Foundation
import Testing

@testable import Postgres

@Suite struct BinaryCodecTests {
    private func encode(_ value: some PostgresEncodable) -> [UInt8] {
        var buffer: [UInt8] = []
        value.encode(into: &buffer)
        return buffer
    }

    private func decode<T: PostgresDecodable>(_ bytes: [UInt8], _ type: PostgresType, as _: T.Type = T.self) throws -> T {
        try bytes.withUnsafeBytes { bytes in
            try T.decode(PostgresValue(typeOID: type.oid, bytes: bytes))
        }
    }

    @Test func `integers are in network byte order`() {
        #expect(encode(Int16(-2)) == [0xFF, 0xFE])
        #expect(encode(Int32(0x0102_0304)) == [1, 2, 3, 4])
        #expect(encode(Int64(1)) == [0, 0, 0, 0, 0, 0, 0, 1])
        #expect(encode(5) == [0, 0, 0, 0, 0, 0, 0, 5])
    }

    @Test func `integers are read from any width and refused when they do not fit`() throws {
        #expect(try decode([0xFF, 0xFE], .int2, as: Int.self) == -2)
        #expect(try decode([0, 0, 1, 0], .int4, as: Int16.self) == 256)
        #expect(throws: PostgresError.self) { try decode([0, 1, 0, 0], .int4, as: Int16.self) }
        #expect(throws: PostgresError.self) { try decode([0, 1], .int4, as: Int32.self) }
        #expect(throws: PostgresError.self) { try decode([0, 1, 0, 0], .text, as: Int.self) }
    }

    @Test(arguments: [0.0, -0.0, 1.5, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
    func `doubles keep every bit`(value: Double) throws {
        #expect(try decode(encode(value), .float8, as: Double.self).bitPattern == value.bitPattern)
    }

    @Test func `not a number stays not a number`() throws {
        #expect(try decode(encode(Double.nan), .float8, as: Double.self).isNaN)
    }

    @Test func `timestamps count from the year 2000`() throws {
        #expect(encode(PostgresTimestamp(microsecondsSinceUnixEpoch: 946_684_800_000_001)) == [0, 0, 0, 0, 0, 0, 0, 1])
        for value in [-1, 0, -62_135_596_800_000_000, Int64.max, .min] {
            let timestamp = PostgresTimestamp(microsecondsSinceUnixEpoch: value)
            #expect(try decode(encode(timestamp), .timestamptz, as: PostgresTimestamp.self) == timestamp)
        }
    }

    @Test func `times out of range become infinite instead of wrapping around`() {
        #expect(PostgresTimestamp(microsecondsSinceUnixEpoch: .min + 1).serverMicroseconds == .min)
        #expect(PostgresTimestamp(serverMicroseconds: .max).microsecondsSinceUnixEpoch == .max)
        #expect(PostgresTimestamp(serverMicroseconds: .max - 1).microsecondsSinceUnixEpoch == .max)
    }

    @Test func `jsonb carries a version byte, json none`() throws {
        let json = PostgresJSON(bytes: Array("{}".utf8))
        #expect(encode(json) == [1] + Array("{}".utf8))
        #expect(try decode([1] + Array("{}".utf8), .jsonb) == json)
        #expect(try decode(Array("{}".utf8), .json) == json)
        #expect(throws: PostgresError.self) { try decode([2] + Array("{}".utf8), .jsonb, as: PostgresJSON.self) }
    }

    @Test func `an array has a header, and lengths before its elements`() {
        #expect(
            encode(["a", nil, ""] as [String?])
                == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0, 3, 0, 0, 0, 1] + [0, 0, 0, 1, 97] + [255, 255, 255, 255] + [0, 0, 0, 0]
        )
        #expect(encode([Int32]()) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 23])
    }

    @Test func `the fast path for fixed widths writes what the general one does`() {
        let ids = (0..<5).map { _ in UUID() }
        #expect(encode(ids) == encode(ids.map(Optional.some)))
        let doubles = [1.5, -0.0, .infinity]
        #expect(encode(doubles) == encode(doubles.map(Optional.some)))
        #expect(encode([1, -1]) == encode([1, -1].map(Optional.some)))
        #expect(encode([Int32(1), -1]) == encode([Int32(1), -1].map(Optional.some)))
        let times = [PostgresTimestamp(microsecondsSinceUnixEpoch: 5)]
        #expect(encode(times) == encode(times.map(Optional.some)))
    }

    @Test func `the fast path for text and JSON writes what each element writes by itself`() {
        func elements<T: PostgresEncodable>(_ values: [T?]) -> [UInt8] {
            var buffer: [UInt8] = []
            for value in values { buffer.appendElement(value) }
            return buffer
        }
        let texts = ["", "short", String(repeating: "long ", count: 20), "日本語"]
        #expect(encode(texts).dropFirst(20) == elements(texts)[...])
        #expect(encode(texts + [nil]).dropFirst(20) == elements(texts + [nil])[...])
        let documents = ["", "{}", "[1, 2, 3]"].map { PostgresJSON(bytes: Array($0.utf8)) }
        #expect(encode(documents).dropFirst(20) == elements(documents)[...])
        #expect(encode(documents + [nil]).dropFirst(20) == elements(documents + [nil])[...])
    }

    @Test func `arrays are read back, NULL elements only as optionals`() throws {
        let values: [Int?] = [1, nil, 3]
        #expect(try decode(encode(values), .inferred) == values)
        #expect(throws: PostgresError.self) { try decode(encode(values), .inferred, as: [Int].self) }
        #expect(try decode(encode([UUID]()), .inferred) == [UUID]())
    }

    @Test func `a truncated or many-dimensional array is refused`() {
        let bytes = encode(["abc", "def"])
        for count in 0..<bytes.count {
            #expect(throws: PostgresError.self) { try decode(Array(bytes[..<count]), .inferred, as: [String].self) }
        }
        var huge = bytes
        huge.storeBigEndian(Int32.max, at: 12)
        #expect(throws: PostgresError.self) { try decode(huge, .inferred, as: [String].self) }
        var cube = bytes
        cube.storeBigEndian(Int32(3), at: 0)
        #expect(throws: PostgresError.self) { try decode(cube, .inferred, as: [String].self) }
    }

    @Test func `an optional parameter keeps its type, a bare nil has none`() throws {
        let statement = try EncodedStatement(PostgresQuery("", [String?.none as any PostgresEncodable, nil, ""], operation: "", table: ""))
        #expect(statement.types == [PostgresType.text.oid, StatementCache.unknownType, PostgresType.text.oid])
        #expect(statement.slots == [nil, nil, EncodedStatement.Slot(offset: 0, length: 0)])
        #expect(!statement.bytes.isEmpty)
    }

    @Test func `more parameters than the protocol can number are refused`() {
        let query = PostgresQuery("", Array(repeating: 1, count: 65536), operation: "", table: "")
        #expect(throws: PostgresError.self) { try EncodedStatement(query) }
    }
}
