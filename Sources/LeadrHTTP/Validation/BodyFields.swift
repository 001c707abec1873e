import ByteJSON
import LeadrDomain

/// Reads the fields of a JSON body and collects everything that does not fit, so that one answer names all of it.
struct BodyFields {
    private let body: JSONValue
    private let object: JSONObject
    private let location: [LocElement]
    private(set) var issues: [ValidationIssue] = []
    /// Told of every field that is asked for; only while the API document is made.
    private var recorder: SchemaRecorder?

    /// Starts on the body of a request; nil stands for an empty body.
    ///
    /// - Throws: ``ValidationFailure`` when there is no body or it is no object.
    init(_ body: JSONValue?) throws(ValidationFailure) {
        guard let body else {
            throw ValidationFailure(issues: [.missing(["body"])])
        }
        guard case .object(let object) = body else {
            let message = "Input should be a valid dictionary or object to extract fields from"
            let issue = ValidationIssue(type: "model_attributes_type", loc: ["body"], msg: message, input: body)
            throw ValidationFailure(issues: [issue], body: body)
        }
        self.init(object: object, body: body, location: ["body"])
    }

    private init(object: JSONObject, body: JSONValue, location: [LocElement]) {
        self.object = object
        self.body = body
        self.location = location
    }

    /// What a reader accepts, learnt by letting it read an empty object.
    static func schema<Value>(of read: (inout BodyFields) -> Value?) -> Schema {
        let recorder = SchemaRecorder()
        var fields = BodyFields(object: [:], body: .null, location: [])
        fields.recorder = recorder
        _ = read(&fields)
        return .object(recorder.fields)
    }

    /// What a reader makes of a body; parameters that do not fit are refused together with fields that do not.
    ///
    /// - Throws: ``ValidationFailure`` with everything refused.
    static func read<Value>(
        _ body: JSONValue?,
        after parameters: ParameterFields? = nil,
        _ read: (inout BodyFields) -> Value?
    ) throws(ValidationFailure) -> Value {
        var earlier = parameters?.issues ?? []
        do throws(ValidationFailure) {
            var fields = try BodyFields(body)
            let value = read(&fields)
            guard let value, fields.isValid else { throw fields.failure }
            guard earlier.isEmpty else { throw ValidationFailure(issues: [], body: body ?? .null) }
            return value
        } catch {
            earlier += error.issues
            throw ValidationFailure(issues: earlier, body: error.body)
        }
    }

    /// A field that must be there; nil when it is not or does not fit, which ``failure`` then tells.
    mutating func required<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        recorder?.note(SchemaField(name, type.schema()))
        guard let input = object[name] else {
            issues.append(.missing(location + [.string(name)], input: .object(object)))
            return nil
        }
        return read(input, name, type)
    }

    /// A field that may be absent or null.
    mutating func optional<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        recorder?.note(SchemaField(name, type.schema().orNull, isRequired: false))
        guard let input = object[name], !input.isNull else { return nil }
        return read(input, name, type)
    }

    /// A field with a default for when it is absent; null does not stand for the default.
    mutating func field<Value>(_ name: String, _ type: FieldType<Value>, default fallback: Value) -> Value {
        recorder?.note(SchemaField(name, type.schema(), isRequired: false))
        guard let input = object[name] else { return fallback }
        return read(input, name, type) ?? fallback
    }

    /// A field of a partial change that has no null.
    mutating func patch<Value>(_ name: String, _ type: FieldType<Value>) -> Patch<Value> {
        recorder?.note(SchemaField(name, type.schema(), isRequired: false))
        guard let input = object[name], let value = read(input, name, type) else { return .keep }
        return .set(value)
    }

    /// A field of a partial change that null clears.
    mutating func clearable<Value>(_ name: String, _ type: FieldType<Value>) -> Patch<Value?> {
        recorder?.note(SchemaField(name, type.schema().orNull, isRequired: false))
        guard let input = object[name] else { return .keep }
        if input.isNull { return .set(nil) }
        return read(input, name, type).map { .set($0) } ?? .keep
    }

    /// Whether the thing is to be deleted; `"deleted": false` does nothing (`contract/platform.md §3`).
    mutating func deletes() -> Bool {
        optional("deleted", .boolean) ?? false
    }

    /// Reads a field that holds an object of its own.
    mutating func nested<Value>(_ name: String, _ build: (inout BodyFields) -> Value?) -> Value? {
        recorder?.note(SchemaField(name, Self.schema(of: build).orNull, isRequired: false))
        guard let members = optional(name, .object) else { return nil }
        var inner = BodyFields(object: members, body: body, location: location + [.string(name)])
        let value = build(&inner)
        issues += inner.issues
        return value
    }

    /// Whether the body has a field, be it null.
    func isPresent(_ name: String) -> Bool { object[name] != nil }

    /// Whether everything read so far fits.
    var isValid: Bool { issues.isEmpty }

    /// The answer that names everything refused so far.
    var failure: ValidationFailure { ValidationFailure(issues: issues, body: body) }

    /// Adds a refusal that no field type expresses.
    mutating func refuse(_ name: String, _ problem: FieldProblem) {
        issues += problem.issues(at: location + [.string(name)], input: object[name] ?? .null)
    }

    private mutating func read<Value>(_ input: JSONValue, _ name: String, _ type: FieldType<Value>) -> Value? {
        switch type.read(input) {
        case .success(let value):
            return value
        case .failure(let problem):
            refuse(name, problem)
            return nil
        }
    }
}
