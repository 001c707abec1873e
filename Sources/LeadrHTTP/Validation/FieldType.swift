import ByteJSON

/// How a value of a request is read, what is said when it does not fit, and how the API document describes it.
struct FieldType<Value> {
    /// What values fit.
    let schema: () -> Schema
    /// Reads a value, or says what is wrong with it.
    let read: (JSONValue) -> Result<Value, FieldProblem>

    /// A type.
    init(_ schema: @autoclosure @escaping () -> Schema, _ read: @escaping (JSONValue) -> Result<Value, FieldProblem>) {
        self.schema = schema
        self.read = read
    }

    /// The same type with a further rule, which its schema does not tell.
    func refined<Refined>(_ refine: @escaping (Value) -> Result<Refined, FieldProblem>) -> FieldType<Refined> {
        FieldType<Refined>(schema()) { input in read(input).flatMap(refine) }
    }

    /// The same type with a further rule and the schema of both.
    func refined<Refined>(
        as refined: @autoclosure @escaping () -> Schema,
        _ refine: @escaping (Value) -> Result<Refined, FieldProblem>
    ) -> FieldType<Refined> {
        FieldType<Refined>(refined()) { input in read(input).flatMap(refine) }
    }
}
