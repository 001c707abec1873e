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
