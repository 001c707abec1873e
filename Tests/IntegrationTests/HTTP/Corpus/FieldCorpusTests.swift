import ByteJSON
import HTTPTypes
import LeadrServices
import LeadrState
import Testing

/// Every field of every body, given what it cannot be meant to hold.
@Suite("Fields given what they cannot hold")
struct FieldCorpusTests {
    private static let values: [String] = [
        "null", "true", "-1", "0", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e308", "-1e308", "1.5", "-0.0",
        #""""#, #"" ""#, #""'; DROP TABLE boards; --""#, #""9999-99-99T99:99:99Z""#, #""+999999-01-01T00:00:00Z""#, #""0000-00-00""#,
        #""brd_00000000-0000-4000-8000-00000000000g""#, "[]", "[null]", #"[["a"]]"#, "{}", #"{"a":{"b":[]}}"#,
        #"""# + String(repeating: "x", count: 20_000) + #"""#, #"""# + String(repeating: "é", count: 300) + #"""#,
    ]

    /// Fields that hold any kind of JSON, and what is said to what they should not be told.
    private static let free = ["POST /client/scores metadata": 201, "PATCH /device-sessions/{session_id} revoked": 400]

    @Test func `a field that cannot hold a value is named in a 422, on every route`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
            $0.nonces.limit = nil
        } _: { api async throws in
            let world = try await CorpusWorld.make(in: api)
            let rules = FieldRules(document: api.document.json)
            var (refused, free) = (0, Set<String>())
            for route in CorpusRoute.all(in: api.document.json) {
                let members = try await world.members(of: route)
                for field in route.body ?? [] {
                    let name = "\(route.name) \(field.name)"
                    if rules.isFree(field) { free.insert(name) }
                    for text in Self.values {
                        let isRefused = try rules.refuses(text, for: field)
                        // Others tell what a deletion does.
                        guard isRefused || field.name != "deleted" else { continue }
                        let answer = try await world.send(route, body: members.text(field.name, text))
                        let isRight =
                            if isRefused {
                                answer.status == 422 && answer.names(field.name)
                            } else if let status = Self.free[name], text.utf8.count < 500 {
                                answer.status == (text == "true" && route.method == .patch ? 200 : status)
                            } else {
                                answer.status < 500
                            }
                        #expect(isRight, "\(name) = \(text.prefix(40)): \(answer.status) \(answer.issues)")
                        if isRefused { refused += 1 }
                    }
                }
            }
            #expect(refused > 1000, "\(refused)")
            #expect(free == Set(Self.free.keys), "what takes anything is meant to")
        }
    }

    @Test func `a body that is no object is refused as a whole, on every route`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await CorpusWorld.make(in: api)
            for route in CorpusRoute.all(in: api.document.json) where route.body != nil {
                for text in ["[]", "null", "1", #""x""#, "{", #"{"a":"\u0000"}"#, #"{"a":"\ud800"}"#, #"{"a":1e309}"#, "{}{}", "{'a':1}", "NaN"] {
                    let answer = try await world.send(route, body: text)
                    #expect(answer.status == 422, "\(route.name) \(text): \(answer.status) \(answer.json)")
                }
            }
        }
    }
}

/// What a field may hold, as the document says.
private struct FieldRules {
    let document: JSONValue

    /// Whether it may hold any kind of JSON.
    func isFree(_ field: CorpusRoute.Field) -> Bool { field.schema.object?.members.isEmpty ?? true }

    /// Whether a value must be refused.
    func refuses(_ text: String, for field: CorpusRoute.Field) throws -> Bool {
        var scanner = JSONScanner(Array(text.utf8))
        return !fits(try scanner.parse(), field.schema)
    }

    private func fits(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        if let choices = schema.object?["anyOf"]?.array { return choices.contains { fits(value, $0) } }
        var value = value
        // A number without a fraction is a whole one, however it is written.
        if case .number(let number) = value {
            guard number.isFinite else { return schema.object?.members.isEmpty ?? true }
            if let whole = Int64(exactly: number) { value = .integer(whole) }
        }
        guard SchemaCheck(root: document).objection(to: value, schema, at: "") == nil else { return false }
        guard let text = value.string else { return true }
        let length = Int64(text.unicodeScalars.count)
        if let most = schema.object?["maxLength"]?.integer, length > most { return false }
        if let least = schema.object?["minLength"]?.integer, length < least { return false }
        // None of the texts here is a time.
        return schema.object?["format"] != "date-time"
    }
}

extension Answer {
    /// Whether a refused item is about a field or something in it.
    fileprivate func names(_ field: String) -> Bool {
        let items = self["error"]?.array?.compactMap { $0.object?["loc"]?.array } ?? []
        return items.contains { $0.first == "body" && $0.contains(.string(field)) }
    }
}
