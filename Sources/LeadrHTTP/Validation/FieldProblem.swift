import ByteJSON
import LeadrDomain

/// What is wrong with one value; the reader adds where it stands.
struct FieldProblem: Error {
    var type: String
    var message: String
    var context: JSONObject?
    /// For a value inside an array: the steps to it below the field, and the value.
    var place: (below: [LocElement], input: JSONValue)?
    /// What else is wrong with the field.
    var further: [FieldProblem] = []

    init(_ type: String, _ message: String, context: JSONObject? = nil) {
        self.type = type
        self.message = message
        self.context = context
    }

    /// A broken custom rule (`contract/platform.md §1.1`: prefix `Value error, `, empty `error` in `ctx`).
    static func valueError(_ message: String) -> FieldProblem {
        FieldProblem("value_error", "Value error, " + message, context: ["error": .object([:])])
    }

    static func tooSmall(_ bound: Int) -> FieldProblem {
        FieldProblem("greater_than_equal", "Input should be greater than or equal to \(bound)", context: ["ge": .integer(Int64(bound))])
    }

    static func tooLarge(_ bound: Int) -> FieldProblem {
        FieldProblem("less_than_equal", "Input should be less than or equal to \(bound)", context: ["le": .integer(Int64(bound))])
    }

    static func tooShort(_ minimum: Int) -> FieldProblem {
        FieldProblem("string_too_short", "String should have at least \(minimum) characters", context: ["min_length": .integer(Int64(minimum))])
    }

    static func tooLong(_ maximum: Int) -> FieldProblem {
        FieldProblem("string_too_long", "String should have at most \(maximum) characters", context: ["max_length": .integer(Int64(maximum))])
    }

    static func mismatch(_ pattern: String) -> FieldProblem {
        FieldProblem("string_pattern_mismatch", "String should match pattern '\(pattern)'", context: ["pattern": .string(pattern)])
    }

    /// The problem of an element of an array.
    func placed(at position: Int, input: JSONValue) -> FieldProblem {
        var placed = self
        placed.place = ([.int(position)] + (place?.below ?? []), place?.input ?? input)
        return placed
    }

    /// The problem, and further ones, as issues of the answer.
    func issues(at loc: [LocElement], input: JSONValue) -> [ValidationIssue] {
        let value = place?.input ?? input
        let issue = ValidationIssue(type: type, loc: loc + (place?.below ?? []), msg: message, input: value, ctx: context.map { .object($0) })
        return [issue] + further.flatMap { $0.issues(at: loc, input: input) }
    }
}
