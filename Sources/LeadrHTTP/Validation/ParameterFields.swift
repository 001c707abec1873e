import ByteJSON
import LeadrDomain

/// Reads path and query parameters and collects everything that does not fit.
struct ParameterFields {
    private let query: QueryItems
    private(set) var items: [ValidationItem] = []
    /// The parsed body, echoed in a refusal when the request had one.
    var body: JSONValue = .null

    /// Starts on the query of a request.
    init(_ query: QueryItems) {
        self.query = query
    }

    /// A query parameter that may be absent.
    mutating func optional<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        guard let text = query[name] else { return nil }
        return read(text, at: ["query", .key(name)], type)
    }

    /// A query parameter that must be there.
    mutating func required<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        guard let text = query[name] else {
            items.append(ValidationItem(type: "missing", location: ["query", .key(name)], message: "Field required", input: .null))
            return nil
        }
        return read(text, at: ["query", .key(name)], type)
    }

    /// The identifier in the path.
    mutating func pathID<Kind: EntityKind>(_ name: String, _ text: String?, _ kind: Kind.Type) -> EntityID<Kind>? {
        read(text ?? "", at: ["path", .key(name)], .id(kind))
    }

    /// Whether everything read so far fits.
    var isValid: Bool { items.isEmpty }

    /// The answer that names everything refused so far.
    var failure: ValidationFailure { ValidationFailure(items: items, body: body) }

    private mutating func read<Value>(_ text: String, at location: [ValidationItem.Step], _ type: FieldType<Value>) -> Value? {
        switch type.read(.string(text)) {
        case .success(let value):
            return value
        case .failure(let problem):
            let item = ValidationItem(
                type: problem.type,
                location: location,
                message: problem.message,
                input: .string(text),
                context: problem.context
            )
            items.append(item)
            return nil
        }
    }
}
