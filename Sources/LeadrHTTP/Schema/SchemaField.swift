import ByteJSON

/// A member of an object, or a parameter of a request.
struct SchemaField: Sendable, Hashable {
    var name: String
    var schema: Schema
    /// Whether it is always there.
    var isRequired = true
    /// What stands for it when it is absent.
    var fallback: JSONValue?
    /// What the schema cannot say, for readers; of parameters only.
    var note: String?

    init(_ name: String, _ schema: Schema, isRequired: Bool = true, fallback: JSONValue? = nil, note: String? = nil) {
        self.name = name
        self.schema = schema
        self.isRequired = isRequired
        self.fallback = fallback
        self.note = note
    }

    /// The schema with the default.
    var described: JSONValue {
        (fallback.map { schema.with("default", $0) } ?? schema).json
    }
}

extension SchemaField {
    /// When a thing was made and last changed.
    static let times = [SchemaField("created_at", .timestamp), SchemaField("updated_at", .timestamp)]
}
