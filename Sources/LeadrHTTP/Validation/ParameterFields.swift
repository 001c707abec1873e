import ByteJSON
import LeadrDomain

/// Reads path and query parameters and collects everything that does not fit.
struct ParameterFields {
    private let query: QueryItems
    private(set) var issues: [ValidationIssue] = []
    /// The parsed body, echoed in a refusal when the request had one.
    var body: JSONValue = .null

    /// Starts on the query of a request.
    init(_ query: QueryItems) {
        self.query = query
    }

    /// A query parameter that may be absent.
    mutating func optional<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        guard let text = query[name] else { return nil }
        return read(text, at: ["query", .string(name)], type)
    }

    /// A query parameter that must be there.
    mutating func required<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        guard let text = query[name] else {
            issues.append(.missing(["query", .string(name)]))
            return nil
        }
        return read(text, at: ["query", .string(name)], type)
    }

    /// The identifier in the path.
    mutating func pathID<Kind: EntityKind>(_ name: String, _ text: String?, _ kind: Kind.Type) -> EntityID<Kind>? {
        path(name, text, .id(kind))
    }

    /// A value in the path.
    mutating func path<Value>(_ name: String, _ text: String?, _ type: FieldType<Value>) -> Value? {
        read(text ?? "", at: ["path", .string(name)], type)
    }

    /// Whether everything read so far fits.
    var isValid: Bool { issues.isEmpty }

    /// The answer that names everything refused so far.
    var failure: ValidationFailure { ValidationFailure(issues: issues, body: body) }

    private mutating func read<Value>(_ text: String, at location: [LocElement], _ type: FieldType<Value>) -> Value? {
        switch type.read(.string(text)) {
        case .success(let value):
            return value
        case .failure(let problem):
            issues.append(problem.issue(at: location, input: .string(text)))
            return nil
        }
    }
}
