import ByteJSON
import LeadrDomain

/// The types of body fields. None converts between JSON types: a number in quotes is text.
extension FieldType {
    /// Any JSON value, null included.
    static var any: FieldType<JSONValue> { FieldType<JSONValue>(.any) { .success($0) } }

    /// Text.
    static var string: FieldType<String> {
        FieldType<String>(.string) { input in
            guard case .string(let text) = input else { return .failure(FieldProblem("string_type", "Input should be a valid string")) }
            return .success(text)
        }
    }

    /// Text of at most `maximum` characters.
    static func string(atMost maximum: Int) -> FieldType<String> {
        FieldType<String>.string.refined(as: .string(atMost: maximum)) { text in
            // Counted in code points, as the reference counts.
            text.unicodeScalars.count > maximum ? .failure(.tooLong(maximum)) : .success(text)
        }
    }

    /// What is sorted by, kept in an index or shown in a list: short enough for a cursor in a query and for an entry of an index.
    static var name: FieldType<String> { string(atMost: 255) }

    /// `true` or `false`.
    static var boolean: FieldType<Bool> {
        FieldType<Bool>(.boolean) { input in
            guard case .bool(let value) = input else { return .failure(FieldProblem("bool_type", "Input should be a valid boolean")) }
            return .success(value)
        }
    }

    /// A finite number; −0 is taken as 0 (`contract/rulings.md`).
    static var number: FieldType<Double> {
        FieldType<Double>(.number) { input in
            switch input {
            case .integer(let value): .success(Double(value))
            case .number(let value) where value.isFinite: .success(value == 0 ? 0 : value)
            case .number: .failure(FieldProblem("finite_number", "Input should be a finite number"))
            default: .failure(FieldProblem("float_type", "Input should be a valid number"))
            }
        }
    }

    /// A whole number; one written with a fraction of zero counts as whole.
    static var integer: FieldType<Int> {
        FieldType<Int>(.integer) { input in
            switch input {
            case .integer(let value): return .success(Int(value))
            case .number(let value):
                guard let whole = Int(exactly: value) else {
                    return .failure(FieldProblem("int_from_float", "Input should be a valid integer, got a number with a fractional part"))
                }
                return .success(whole)
            default: return .failure(FieldProblem("int_type", "Input should be a valid integer"))
            }
        }
    }

    /// A JSON object.
    static var object: FieldType<JSONObject> {
        FieldType<JSONObject>(.anyObject) { input in
            guard case .object(let members) = input else { return .failure(FieldProblem("dict_type", "Input should be a valid dictionary")) }
            return .success(members)
        }
    }

    /// A JSON object that is stored as it is.
    static var objectBytes: FieldType<[UInt8]> {
        FieldType<JSONObject>.object.refined { .success(JSONValue.object($0).encoded()) }
    }

    /// An array of text.
    static var strings: FieldType<[String]> { .list(of: .string) }

    /// An array of values of one type; every one that does not fit is reported.
    static func list<Element>(of type: FieldType<Element>) -> FieldType<[Element]> {
        FieldType<[Element]>(type.schema().list) { input in
            guard case .array(let elements) = input else { return .failure(FieldProblem("list_type", "Input should be a valid list")) }
            var values: [Element] = []
            var problems: [FieldProblem] = []
            for (position, element) in elements.enumerated() {
                switch type.read(element) {
                case .success(let value): values.append(value)
                case .failure(let problem): problems.append(problem.placed(at: position, input: element))
                }
            }
            guard var first = problems.first else { return .success(values) }
            first.further = Array(problems.dropFirst())
            return .failure(first)
        }
    }
}
