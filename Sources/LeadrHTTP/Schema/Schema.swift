import ByteJSON
import LeadrDomain

/// A JSON Schema as OpenAPI 3.1 writes it: the shape of a value that the API reads or writes.
struct Schema: Sendable, Hashable {
    /// The schema's keywords.
    private(set) var keywords: JSONObject
    /// Schemas that this one refers to by name, wherever they stand in it.
    private(set) var definitions: [String: JSONObject] = [:]

    /// A schema of keywords that refer to nothing.
    init(_ keywords: JSONObject = [:]) {
        self.keywords = keywords
    }

    /// The schema as JSON, without its definitions.
    var json: JSONValue { .object(keywords) }

    /// The same with one keyword more.
    func with(_ keyword: String, _ value: JSONValue) -> Schema {
        var schema = self
        schema.keywords[keyword] = value
        return schema
    }

    /// The same, or null.
    var orNull: Schema {
        var schema = self
        if case .string(let type) = keywords["type"], keywords.members.count == 1 {
            schema.keywords["type"] = [.string(type), "null"]
        } else if !keywords.members.isEmpty {
            schema.keywords = ["anyOf": [json, ["type": "null"]]]
        }
        return schema
    }

    /// A list of such values.
    var list: Schema {
        var schema = self
        schema.keywords = ["type": "array", "items": json]
        return schema
    }

    /// An object that the document lists under a name.
    ///
    /// - Parameter isClosed: Whether there are no other members.
    static func object(_ name: String, _ fields: [SchemaField], isClosed: Bool = false) -> Schema {
        object(fields, isClosed: isClosed).named(name)
    }

    /// An object that is written out where it is used.
    static func object(_ fields: [SchemaField], isClosed: Bool = false) -> Schema {
        var members: JSONObject = [:]
        for field in fields { members[field.name] = field.described }
        var object: JSONObject = ["type": "object", "properties": .object(members)]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        if isClosed { object["additionalProperties"] = false }
        var schema = Schema(object)
        for field in fields { schema.definitions.merge(field.schema.definitions) { known, _ in known } }
        return schema
    }

    /// The same, where its keywords refer to another schema by name.
    func defining(_ other: Schema) -> Schema {
        var schema = self
        schema.definitions.merge(other.definitions) { known, _ in known }
        return schema
    }

    /// The schema as a definition that is referred to by name.
    func named(_ name: String) -> Schema {
        var schema = Schema(["$ref": .string("#/components/schemas/\(name)")])
        schema.definitions = definitions
        schema.definitions[name] = keywords
        return schema
    }
}
