import ByteJSON
import Foundation
import HTTPTypes
import LeadrServices
import Testing

/// Every parameter of every list, given what it cannot be meant to hold.
@Suite("Queries that nobody means")
struct QueryCorpusTests {
    private static let values = [
        "", "%20", "x", "0", "-1", "1000000000", "1.5", "99999999999999999999", "NaN", "Infinity", "1e309", "null", "true,false", "[]", "%00",
        "a%00b", "%zz", "%ff%fe", "brd_00000000-0000-4000-8000-00000000000g", "00000000-0000-4000-8000-000000000000", "9999-99-99T99:99:99Z",
        "0000-00-00",
        "'%20OR%201=1;--", "../../etc/passwd", "id:up", "id", ":asc", "id;DROP:asc", "eyJwdiI6W119", String(repeating: "A", count: 4000),
        "%F0%9F%8F%B4",
    ]

    /// Texts for which something else than a wrong form is said: an unknown choice is a 400 there.
    private static let choices: Set<String> = ["GET /identities kind", "GET /devices status"]

    @Test func `a parameter that cannot hold a value is refused, on every route`() async throws {
        try await APIFixture.with {
            $0.submissions.isAntiCheatEnabled = true
        } _: { api async throws in
            let world = try await CorpusWorld.make(in: api)
            var refused = 0
            for route in CorpusRoute.all(in: api.document.json) where route.method == .get {
                for field in route.query {
                    for text in Self.values {
                        let query = world.query(of: route, without: field.name) + ["\(field.name)=\(text)"]
                        let answer = try await world.send(route, query: query.joined(separator: "&"))
                        let expected = Self.statuses(text, field, route)
                        let isNamed = answer.status != 422 || answer.issues.contains { $0.hasSuffix(" " + field.name) }
                        #expect(
                            expected.contains(answer.status) && isNamed,
                            "\(route.name) \(field.name)=\(text.prefix(60)): \(answer.status) \(answer.json)"
                        )
                        if !expected.contains(200) { refused += 1 }
                    }
                }
            }
            #expect(refused > 1000, "\(refused)")
        }
    }

    /// What may be answered.
    private static func statuses(_ text: String, _ field: CorpusRoute.Field, _ route: CorpusRoute) -> Set<Int> {
        switch field.name {
        case _ where text.contains("%00") || text.removingPercentEncoding == nil && !text.contains("%zz"): return [422]
        case "cursor", "sort": return [400]
        case _ where choices.contains("\(route.name) \(field.name)"): return [400]
        default: return fits(text.removingPercentEncoding ?? text, field.schema) ? [200, 400, 404] : [422]
        }
    }

    private static func fits(_ text: String, _ schema: JSONValue) -> Bool {
        if let choices = schema.object?["anyOf"]?.array { return choices.contains { fits(text, $0) } }
        if let choices = schema.object?["enum"]?.array { return choices.contains(.string(text)) }
        if schema.object?["format"] == "date-time" { return false }
        let number = Double(text.trimmingCharacters(in: .whitespaces)).flatMap { $0.isFinite ? $0 : nil }
        switch schema.object?["type"]?.string {
        case "integer":
            guard let number, Int(exactly: number) != nil, !text.contains(where: { ".e".contains($0) }) else { return false }
            let (least, most) = (schema.object?["minimum"]?.double ?? -.infinity, schema.object?["maximum"]?.double ?? .infinity)
            return (least...most).contains(number)
        case "number": return number != nil
        case "boolean": return ["0", "1"].contains(text)
        case "array": return fits(text, schema.object?["items"] ?? .null)
        default: break
        }
        guard let pattern = schema.object?["pattern"]?.string else {
            return text.unicodeScalars.count <= schema.object?["maxLength"]?.integer ?? .max
        }
        return text.range(of: pattern, options: .regularExpression) != nil
    }
}
