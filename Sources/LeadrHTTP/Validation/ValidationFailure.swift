import ByteJSON
import LeadrDomain

/// A request that does not fit its schema: 422 with every refused field and the body as it came (`contract/platform.md §1`).
struct ValidationFailure: Error, Sendable {
    /// The refused fields, in the order in which the schema lists them.
    var issues: [ValidationIssue]
    /// The parsed body, the raw text when it is no JSON, null for a request without one.
    var body: JSONValue = .null

    /// The failure of a body that is no JSON (`contract/platform.md §1.1`).
    static func malformedJSON(_ error: JSONParseError, bytes: [UInt8]) -> ValidationFailure {
        let issue = ValidationIssue(
            type: "json_invalid",
            loc: ["body", .int(error.offset)],
            msg: "JSON decode error",
            input: .object([:]),
            ctx: .object(["error": .string(error.message)])
        )
        return ValidationFailure(issues: [issue], body: .string(String(decoding: bytes, as: UTF8.self)))
    }

    /// The body of the answer.
    func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("error")
        writer.beginArray()
        for issue in issues { issue.write(to: &writer) }
        writer.endArray()
        writer.key("body")
        writer.value(body)
        writer.endObject()
        return writer.bytes
    }
}
