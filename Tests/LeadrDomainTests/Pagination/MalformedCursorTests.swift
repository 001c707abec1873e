import Foundation
import Testing

@testable import LeadrDomain

/// Every row of the table in `contract/pagination.md §4.2`.
@Suite struct MalformedCursorTests {
    private static let id = UUIDText.format(ScoreEvents.uuid(9))
    private static let sf = #"[{"n":"created_at","d":"desc"},{"n":"id","d":"asc"}]"#
    private static let pv = #"["2026-01-15T12:00:00.123456+00:00","\#(id)"]"#

    private static func json(
        pv: String? = pv,
        pid: String? = "\"\(id)\"",
        sf: String? = sf,
        f: String? = "{}",
        dir: String? = #""forward""#
    ) -> String {
        let members = [("pv", pv), ("pid", pid), ("sf", sf), ("f", f), ("dir", dir)]
        return "{" + members.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }.joined(separator: ",") + "}"
    }

    private func message(cursor: String) -> String? {
        do {
            _ = try PageCursor(parsing: cursor, sort: .newestFirst, filters: PageFilters())
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func message(json: String) -> String? {
        message(cursor: Base64URL.encode(Array(json.utf8)))
    }

    @Test func `the untouched cursor is read`() {
        #expect(message(json: Self.json()) == nil)
    }

    @Test(arguments: ["", " ", "not base64!", "A", "====", "eyJ9\u{0}", "ä", "e30=x"])
    func `what is no base64 is invalid`(cursor: String) {
        #expect(message(cursor: cursor)?.hasPrefix("Invalid pagination cursor: ") == true)
    }

    @Test func `broken UTF-8 is invalid`() {
        let json = Array(#"{"pv":[""#.utf8) + [0xFF, 0xC0] + Array(#""]}"#.utf8)
        #expect(message(cursor: Base64URL.encode(json)) == "Invalid pagination cursor: Cursor is not JSON")
    }

    @Test(arguments: [
        "{", "nul", "{\"pv\":}", "{} {}", json() + "x", "\u{FEFF}{}", #"{"pv":[1e999]}"#, #"{"pv":["\ud800"]}"#, #"{"pv":["\u0000"]}"#,
        String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 5_000),
    ])
    func `what is no JSON is invalid`(json: String) {
        #expect(message(json: json) == "Invalid pagination cursor: Cursor is not JSON")
    }

    @Test(arguments: ["null", "1", "\"text\"", "[]", "true"])
    func `JSON that is no object is invalid`(json: String) {
        #expect(message(json: json) == "Invalid pagination cursor: Cursor is not an object")
    }

    @Test(arguments: [json(pv: nil), json(pid: nil), json(sf: nil), json(f: nil), json(dir: nil), "{}"])
    func `a missing field is reported as such`(json: String) {
        #expect(message(json: json) == "Invalid pagination cursor: Cursor missing required fields")
    }

    @Test(arguments: [
        json(pv: "null"), json(pv: "{}"), json(pv: "\"a\""), json(pid: "null"), json(pid: "7"), json(pid: "\"no-uuid\""), json(pid: "\"\""),
        json(sf: "null"), json(sf: "{}"), json(sf: "[1]"), json(sf: "[[]]"), json(sf: #"[{"n":"id"}]"#), json(sf: #"[{"d":"asc"}]"#),
        json(sf: #"[{"n":1,"d":"asc"}]"#), json(sf: #"[{"n":"id","d":"ASC"}]"#), json(sf: #"[{"n":"id","d":"sideways"}]"#),
        json(sf: #"[{"n":"id","d":null}]"#), json(f: "null"), json(f: "[]"), json(f: #"{"a":1}"#), json(f: #"{"a":null}"#), json(dir: "null"),
        json(dir: "1"), json(dir: #""sideways""#), json(dir: #""Forward""#),
    ])
    func `wrong types and unknown directions are invalid`(json: String) {
        #expect(message(json: json)?.hasPrefix("Invalid pagination cursor: ") == true)
        #expect(message(json: json)?.hasSuffix("required fields") == false)
    }

    @Test(arguments: [json(pv: "[]"), json(pv: #"["2026-01-15T12:00:00+00:00"]"#), json(pv: #"["2026-01-15T12:00:00Z","\#(id)",1]"#)])
    func `as many values as sort fields are required`(json: String) {
        #expect(message(json: json) == "Invalid pagination cursor: pv and sf differ in length")
    }

    @Test(arguments: ["null", "1", "1.5", "true", "\"yesterday\"", "[]", "{}", "\"2026-02-30T00:00:00Z\"", "\"'; DROP TABLE boards; --\""])
    func `a value of the wrong type for its column is invalid`(value: String) {
        let json = Self.json(pv: "[\(value),\"\(Self.id)\"]")
        #expect(message(json: json) == "Invalid pagination cursor: Wrong type of value for created_at")
    }

    @Test(arguments: ["null", "1", "\"no-uuid\"", "\"brd_\(id)\""])
    func `a value of the wrong type for the id is invalid`(value: String) {
        let json = Self.json(pv: "[\"2026-01-15T12:00:00Z\",\(value)]")
        #expect(message(json: json) == "Invalid pagination cursor: Wrong type of value for id")
    }

    @Test(arguments: [
        json(sf: "[]"), json(sf: #"[{"n":"created_at","d":"desc"}]"#), json(sf: #"[{"n":"created_at","d":"asc"},{"n":"id","d":"asc"}]"#),
        json(sf: #"[{"n":"secret","d":"desc"},{"n":"id","d":"asc"}]"#), json(f: #"{"account_id":"acc_x"}"#), json(pv: "[]", sf: "[]"),
    ])
    func `another sort or other filters do not match`(json: String) {
        #expect(message(json: json) == "Query parameters don't match cursor state. Start a new pagination sequence.")
    }

    @Test(arguments: [
        (SortField("n", .integer), "1", true), (SortField("n", .integer), "1.5", false), (SortField("n", .integer), "1e30", false),
        (SortField("n", .integer), "99999999999999999999", false), (SortField("n", .number), "1", true), (SortField("n", .number), "1.5", true),
        (SortField("n", .number), "\"1\"", false), (SortField("n", .boolean), "false", true), (SortField("n", .boolean), "0", false),
        (SortField("n", .text), "\"a\"", true), (SortField("n", .text), "1", false), (SortField("n", .text), "null", false),
        (SortField("n", .text, isNullable: true), "null", true), (SortField("n", .number, isNullable: true), "null", true),
    ])
    func `a column takes values of its own type, and null only where it can be null`(field: SortField, value: String, isAccepted: Bool) {
        let sort = SortSpec([SortTerm(field, .ascending)])
        let json = Self.json(pv: "[\(value),\"\(Self.id)\"]", sf: #"[{"n":"n","d":"asc"},{"n":"id","d":"asc"}]"#)
        let cursor = try? PageCursor(parsing: Base64URL.encode(Array(json.utf8)), sort: sort, filters: PageFilters())
        #expect((cursor != nil) == isAccepted)
    }

    @Test func `no bytes whatsoever crash the reader`() {
        var generator = SeededGenerator(seed: 14)
        let valid = Array(Self.json().utf8)
        for _ in 0..<4_000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &generator), at: index)
                }
            }
            _ = message(cursor: Base64URL.encode(bytes))
            _ = message(cursor: String(decoding: bytes, as: UTF8.self))
        }
    }
}
