import ByteJSON

/// Reads the fields of a JSON body and collects everything that does not fit, so that one answer names all of it.
struct BodyFields {
    private let body: JSONValue
    private let object: JSONObject
    private let location: [ValidationItem.Step]
    private(set) var items: [ValidationItem] = []

    /// Starts on the body of a request; nil stands for an empty body.
    ///
    /// - Throws: ``ValidationFailure`` when there is no body or it is no object.
    init(_ body: JSONValue?) throws(ValidationFailure) {
        guard let body else {
            let missing = ValidationItem(type: "missing", location: ["body"], message: "Field required", input: .null)
            throw ValidationFailure(items: [missing])
        }
        guard case .object(let object) = body else {
            let message = "Input should be a valid dictionary or object to extract fields from"
            let item = ValidationItem(type: "model_attributes_type", location: ["body"], message: message, input: body)
            throw ValidationFailure(items: [item], body: body)
        }
        self.init(object: object, body: body, location: ["body"])
    }

    private init(object: JSONObject, body: JSONValue, location: [ValidationItem.Step]) {
        self.object = object
        self.body = body
        self.location = location
    }

    /// A field that must be there; nil when it is not or does not fit, which ``failure`` then tells.
    mutating func required<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        guard let input = object[name] else {
            items.append(ValidationItem(type: "missing", location: location + [.key(name)], message: "Field required", input: .object(object)))
            return nil
        }
        return read(input, name, type)
    }

    /// A field that may be absent or null.
    mutating func optional<Value>(_ name: String, _ type: FieldType<Value>) -> Value? {
        guard let input = object[name], input != .null else { return nil }
        return read(input, name, type)
    }

    /// A field with a default for when it is absent; null does not stand for the default.
    mutating func field<Value>(_ name: String, _ type: FieldType<Value>, default fallback: Value) -> Value {
        guard let input = object[name] else { return fallback }
        return read(input, name, type) ?? fallback
    }

    /// Reads a field that holds an object of its own.
    mutating func nested<Value>(_ name: String, _ build: (inout BodyFields) -> Value?) -> Value? {
        guard let members = optional(name, .object) else { return nil }
        var inner = BodyFields(object: members, body: body, location: location + [.key(name)])
        let value = build(&inner)
        items += inner.items
        return value
    }

    /// Whether everything read so far fits.
    var isValid: Bool { items.isEmpty }

    /// The answer that names everything refused so far.
    var failure: ValidationFailure { ValidationFailure(items: items, body: body) }

    /// Adds a refusal that no field type expresses.
    mutating func refuse(_ name: String, _ problem: FieldProblem) {
        let item = ValidationItem(
            type: problem.type,
            location: location + [.key(name)] + problem.below,
            message: problem.message,
            input: object[name] ?? .null,
            context: problem.context
        )
        items.append(item)
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
