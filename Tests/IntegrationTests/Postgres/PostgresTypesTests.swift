import Foundation
import Postgres
import Testing

@Suite struct PostgresTypesTests {
    private func roundTrip<T: PostgresEncodable & PostgresDecodable & Equatable>(_ values: [T], _ type: String) async throws {
        try await PostgresFixture.with { fixture in
            for value in values {
                try await fixture.expect("SELECT $1::\(type)", [value], is: value)
            }
            try await fixture.expect("SELECT $1::\(type)[]", [values], is: values)
            let nullable: [T?] = values.map { $0 } + [nil]
            try await fixture.expect("SELECT $1::\(type)[]", [nullable], is: nullable)
            try await fixture.expect("SELECT $1::\(type)", [T?.none], is: T?.none)
            try await fixture.expect("SELECT $1::\(type)[]", [[T]()], is: [T]())
        }
    }

    @Test func `booleans and integers survive a round trip`() async throws {
        try await roundTrip([true, false], "bool")
        try await roundTrip([Int16.min, -1, 0, .max], "int2")
        try await roundTrip([Int32.min, -1, 0, .max], "int4")
        try await roundTrip([Int64.min, -1, 0, .max], "int8")
        try await roundTrip([Int.min, 0, .max], "int8")
    }

    @Test func `doubles survive a round trip, infinities included`() async throws {
        try await roundTrip([0.1, -0.0, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude], "float8")
        try await PostgresFixture.with { fixture in
            let notANumber: Double = try await fixture.value("SELECT $1::float8", [Double.nan])
            #expect(notANumber.isNaN)
        }
    }

    @Test func `text, bytes and uuids survive a round trip`() async throws {
        try await roundTrip(["", "plain", "日本語 🏆", "it's \"quoted\" \\ and, {braced}"], "text")
        try await roundTrip([PostgresBytea(bytes: []), PostgresBytea(bytes: [0, 255, 39, 92])], "bytea")
        try await roundTrip([UUID(), UUID()], "uuid")
    }

    @Test func `timestamps survive a round trip, before the epochs and at infinity`() async throws {
        let values = [0, 1, -1, 946_684_800_000_000, -86_400_000_000_000, .max, .min].map { PostgresTimestamp(microsecondsSinceUnixEpoch: $0) }
        try await roundTrip(values, "timestamptz")
        try await PostgresFixture.with { fixture in
            let written: String = try await fixture.value(
                "SELECT to_char($1::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
                [PostgresTimestamp(microsecondsSinceUnixEpoch: 1_700_000_000_123_456)]
            )
            #expect(written == "2023-11-14 22:13:20.123456")
            try await fixture.expect("SELECT $1::timestamptz::text", [values[5]], is: "infinity")
        }
    }

    @Test func `JSON survives a round trip`() async throws {
        try await roundTrip([PostgresJSON(bytes: Array(#"{"a": [1, null]}"#.utf8)), PostgresJSON(bytes: Array("3".utf8))], "jsonb")
        try await PostgresFixture.with { fixture in
            let json: PostgresJSON = try await fixture.value("SELECT $1::json", [#"{"kept":  "as is"}"#])
            #expect(json.bytes == Array(#"{"kept":  "as is"}"#.utf8))
        }
    }

    @Test func `numerics agree with the server's own text`() async throws {
        let texts = [
            "0", "1", "-1", "9999", "10000", "0.0001", "0.00001", "123456789.987654321", "-100000000", "1.10", "1000000000000000000000000",
            "0.00000000000000000001", "NaN", "Infinity", "-Infinity", "12345678901234567890.5",
        ]
        try await PostgresFixture.with { fixture in
            for text in texts {
                let number = try #require(PostgresNumeric(text: text))
                try await fixture.expect("SELECT $1::numeric::text", [number], is: text)
                try await fixture.expect("SELECT $1::text::numeric", [text], is: number)
            }
        }
    }

    private enum Mood: String, PostgresEncodable, PostgresDecodable { case happy, sad }

    @Test func `enums are sent as text with a cast and read as text`() async throws {
        try await PostgresFixture.with { fixture in
            let type = "\(fixture.schema).mood"
            try await fixture.run("CREATE TYPE \(type) AS ENUM ('happy', 'sad')")
            try await fixture.expect("SELECT $1::\(type)", [Mood.sad], is: Mood.sad)
            try await fixture.expect("SELECT $1::text[]::\(type)[]", [[Mood.sad, .happy]], is: [Mood.sad, .happy])
            try await fixture.expect("SELECT $1::\(type)", ["happy"], is: "happy")
        }
    }

    @Test func `reading a column as the wrong type is a decoding error that names no value`() async throws {
        try await PostgresFixture.with { fixture in
            let error = await PostgresFixture.failure { let _: Int = try await fixture.value("SELECT 'secret'::text") }
            #expect(error?.code == .decoding)
            #expect(error.map { !"\($0)".contains("secret") } == true)
            let null = await PostgresFixture.failure { let _: Int = try await fixture.value("SELECT NULL::int8") }
            #expect(null?.code == .decoding)
        }
    }

    @Test func `columns are found by name`() async throws {
        try await PostgresFixture.with { fixture in
            let row = try #require(try await fixture.run("SELECT 1::int8 AS one, 'b'::text AS letter").firstRow)
            #expect(try row.decode("letter") == "b")
            #expect(try row.decode("one") == 1)
            #expect(await PostgresFixture.failure { let _: Int = try row.decode("two") }?.code == .usage)
        }
    }

    @Test func `arrays of a thousand elements come back through unnest`() async throws {
        try await PostgresFixture.with { fixture in
            let ids = (0..<1000).map { _ in UUID() }
            let scores = (0..<1000).map(Double.init)
            let names = (0..<1000).map { $0 % 3 == 0 ? nil : "player \($0)" }
            let result = try await fixture.run("SELECT * FROM unnest($1::uuid[], $2::float8[], $3::text[])", [ids, scores, names])
            #expect(result.count == 1000)
            #expect(try result.map { try $0.decode(0, as: UUID.self) } == ids)
            #expect(try result.map { try $0.decode(1, as: Double.self) } == scores)
            #expect(try result.map { try $0.decode(2, as: String?.self) } == names)
        }
    }
}
