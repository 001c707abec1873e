import ByteJSON
import LeadrDomain

/// Types whose wire form is text, in bodies and in queries alike, and types that only a query writes as text.
extension FieldType {
    /// A prefixed identifier (`contract/platform.md §11`).
    static func id<Kind: EntityKind>(_: Kind.Type) -> FieldType<EntityID<Kind>> {
        FieldType<String>.string.refined(as: .id(Kind.self)) { text in
            do throws(IdentifierError) {
                return .success(try EntityID<Kind>(wire: text))
            } catch {
                return .failure(.valueError(error.description))
            }
        }
    }

    /// A prefixed identifier, or its UUID alone.
    static func idOrUUID<Kind: EntityKind>(_: Kind.Type) -> FieldType<EntityID<Kind>> {
        FieldType<String>.string.refined(as: .idOrUUID(Kind.self)) { text in
            if let uuid = UUIDText.parse(text) { return .success(EntityID(uuid)) }
            return FieldType<EntityID<Kind>>.id(Kind.self).read(.string(text))
        }
    }

    /// One of the raw values of an enumeration.
    static func oneOf<Choice: StoredEnum>(_: Choice.Type) -> FieldType<Choice> {
        FieldType<JSONValue>.any.refined(as: .oneOf(Choice.self)) { input in
            if case .string(let text) = input, let choice = Choice(rawValue: text) { return .success(choice) }
            let expected = Choice.expectedTexts
            return .failure(FieldProblem("enum", "Input should be " + expected, context: ["expected": .string(expected)]))
        }
    }

    /// A point in time in RFC 3339.
    static var timestamp: FieldType<Timestamp> {
        FieldType<JSONValue>.any.refined(as: .timestamp) { input in
            guard case .string(let text) = input else { return .failure(FieldProblem("datetime_type", "Input should be a valid datetime")) }
            guard let time = Timestamp(rfc3339: text) else {
                let reason = "invalid datetime"
                let message = "Input should be a valid datetime or date, \(reason)"
                return .failure(FieldProblem("datetime_from_date_parsing", message, context: ["error": .string(reason)]))
            }
            return .success(time)
        }
    }

    /// A whole number of a query, within bounds.
    static func integerText(_ bounds: ClosedRange<Int>) -> FieldType<Int> {
        FieldType<String>.string.refined(as: .integer(bounds)) { text in
            guard let value = Int(text.trimmed) else {
                return .failure(FieldProblem("int_parsing", "Input should be a valid integer, unable to parse string as an integer"))
            }
            if value < bounds.lowerBound { return .failure(.tooSmall(bounds.lowerBound)) }
            if value > bounds.upperBound { return .failure(.tooLarge(bounds.upperBound)) }
            return .success(value)
        }
    }

    /// A finite number of a query, in decimal.
    static var numberText: FieldType<Double> {
        FieldType<String>.string.refined(as: .number) { text in
            guard !text.contains(where: { $0 == "x" || $0 == "X" }), let value = Double(text.trimmed) else {
                return .failure(FieldProblem("float_parsing", "Input should be a valid number, unable to parse string as a number"))
            }
            guard value.isFinite else { return .failure(FieldProblem("finite_number", "Input should be a finite number")) }
            return .success(value == 0 ? 0 : value)
        }
    }

    /// A truth value of a query, in the spellings of the reference.
    static var booleanText: FieldType<Bool> {
        FieldType<String>.string.refined(as: .boolean) { text in
            switch text.lowercased() {
            case "true", "1", "t", "yes", "y", "on": .success(true)
            case "false", "0", "f", "no", "n", "off": .success(false)
            default: .failure(FieldProblem("bool_parsing", "Input should be a valid boolean, unable to interpret input"))
            }
        }
    }
}
