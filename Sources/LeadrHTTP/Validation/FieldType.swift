import ByteJSON

/// How a value of a request is read, and what is said when it does not fit.
struct FieldType<Value> {
    /// Reads a value, or says what is wrong with it.
    let read: (JSONValue) -> Result<Value, FieldProblem>

    /// The same type with a further rule.
    func refined<Refined>(_ refine: @escaping (Value) -> Result<Refined, FieldProblem>) -> FieldType<Refined> {
        FieldType<Refined> { input in read(input).flatMap(refine) }
    }
}

/// What is wrong with one value; the reader adds where it stands.
struct FieldProblem: Error, Equatable {
    var type: String
    var message: String
    var context: JSONObject?
    /// Steps below the field, for a value inside an array.
    var below: [ValidationItem.Step] = []

    init(_ type: String, _ message: String, context: [(key: String, value: JSONValue)]? = nil) {
        self.type = type
        self.message = message
        self.context = context.map { JSONObject($0) }
    }

    /// A broken custom rule (`contract/platform.md §1.1`: prefix `Value error, `, empty `error` in `ctx`).
    static func valueError(_ message: String) -> FieldProblem {
        FieldProblem("value_error", "Value error, " + message, context: [(key: "error", value: .object(JSONObject([])))])
    }
}
