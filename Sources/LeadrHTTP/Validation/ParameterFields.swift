import ByteJSON
import Hummingbird
import LeadrDomain

/// Reads path and query parameters and collects everything that does not fit.
struct ParameterFields {
    private let query: QueryItems
    private(set) var issues: [ValidationIssue] = []
    /// The parsed body, echoed in a refusal when the request had one.
    var body: JSONValue = .null
    /// Told of every parameter that is asked for; only while the API document is made.
    private var recorder: SchemaRecorder?

    /// The query parameters a reader accepts, learnt by letting it read an empty query.
    static func parameters(of read: (inout ParameterFields) -> Void) -> [SchemaField] {
        let recorder = SchemaRecorder()
        var fields = ParameterFields(QueryItems(nil))
        fields.recorder = recorder
        read(&fields)
        return recorder.fields
    }

    /// Starts on the query of a request.
    init(_ query: QueryItems) {
        self.query = query
    }

    /// A query parameter that may be absent.
    mutating func optional<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        recorder?.note(SchemaField(name, type.schema(), isRequired: false))
        guard let text = query.last(name) else { return nil }
        return read(text, at: ["query", .string(name)], type)
    }

    /// A query parameter that must be there.
    mutating func required<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        recorder?.note(SchemaField(name, type.schema()))
        guard let text = query.last(name) else {
            issues.append(.missing(["query", .string(name)]))
            return nil
        }
        return read(text, at: ["query", .string(name)], type)
    }

    /// Names a query parameter that is read elsewhere, and refuses one that is no text.
    mutating func note(_ name: String, _ schema: @autoclosure () -> Schema) {
        recorder?.note(SchemaField(name, schema(), isRequired: false))
        if let text = query.last(name) { _ = read(text, at: ["query", .string(name)], FieldType<String>.string) }
    }

    /// The raw text of a query parameter; of several the last one.
    func text(_ name: String) -> String? { query[name] }

    /// All values of a query parameter that may be repeated.
    mutating func repeated<Value>(_ name: String, _ type: FieldType<Value>) -> [Value] {
        recorder?.note(SchemaField(name, type.schema().list, isRequired: false))
        return query.all(name).compactMap { read($0, at: ["query", .string(name)], type) }
    }

    /// The identifier in the path.
    mutating func pathID<Kind: EntityKind>(_ name: String, _ text: String?, _ kind: Kind.Type) -> EntityID<Kind>? {
        path(name, text, kind is any BareIdentifierKind.Type ? .idOrUUID(kind) : .id(kind))
    }

    /// The identifier of the last parameter of a path such as `/games/{game_id}`.
    mutating func id<Kind: EntityKind>(in path: String, _ context: LeadrContext, _ kind: Kind.Type) -> EntityID<Kind>? {
        guard let name = path.split(separator: "{").last?.split(separator: "}").first.map(String.init) else { return nil }
        return pathID(name, context.parameters.get(name), kind)
    }

    /// A value in the path.
    ///
    /// - Parameter segment: The segment as it was sent, from where it is decoded: a slash that is written as `%2F` belongs to the value.
    mutating func path<Value>(_ name: String, _ segment: String?, _ type: FieldType<Value>) -> Value? {
        read(ParameterText(segment: segment ?? ""), at: ["path", .string(name)], type)
    }

    /// Whether everything read so far fits.
    var isValid: Bool { issues.isEmpty }

    /// The answer that names everything refused so far.
    var failure: ValidationFailure { ValidationFailure(issues: issues, body: body) }

    private mutating func read<Value>(_ parameter: ParameterText, at location: [LocElement], _ type: FieldType<Value>) -> Value? {
        let input = JSONValue.string(parameter.text)
        switch parameter.problem.map(Result.failure) ?? type.read(input) {
        case .success(let value):
            return value
        case .failure(let problem):
            issues += problem.issues(at: location, input: input)
            return nil
        }
    }
}
