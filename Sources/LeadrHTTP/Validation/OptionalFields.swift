/// What reads fields that may be absent, wherever they stand.
protocol OptionalFields {
    /// A field that may be absent.
    mutating func optional<Value>(_ name: String, _ type: FieldType<Value>) -> Value?
}

extension ParameterFields: OptionalFields {}
extension BodyFields: OptionalFields {}
