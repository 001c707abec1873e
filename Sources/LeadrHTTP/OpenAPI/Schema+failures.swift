import ByteJSON
import LeadrDomain

/// The bodies of refusals (`contract/platform.md §1`).
extension Schema {
    /// One text.
    static let failure = Schema.object("Error", [SchemaField("error", .string), SchemaField("detail", .string, isRequired: false)], isClosed: true)

    /// Every field that does not fit, or the text of a rule (`contract/rulings.md`, `Idempotency-Key`).
    static let validationFailure = Schema.object(
        "ValidationError",
        [
            SchemaField("error", .either(issue.list, .string)),
            SchemaField("body", .any, isRequired: false),
        ],
        isClosed: true
    )

    private static let issue = Schema.object(
        "ValidationIssue",
        [
            SchemaField("type", .string), SchemaField("loc", Schema(["type": ["string", "integer"]]).list), SchemaField("msg", .string),
            SchemaField("input", .any), SchemaField("ctx", .anyObject, isRequired: false),
        ],
        isClosed: true
    )
}
