import ByteJSON
import Foundation

/// Holds JSON against a JSON Schema, as much of one as the API document uses.
struct SchemaCheck {
    /// The document that references point into.
    let root: JSONValue

    /// The first thing that does not fit; nil when everything does.
    func objection(to value: JSONValue, _ schema: JSONValue, at place: String) -> String? {
        guard let keywords = schema.object else { return nil }
        if let reference = keywords["$ref"]?.string { return objection(to: value, resolve(reference), at: place) }
        if let choices = keywords["anyOf"]?.array {
            return choices.contains { objection(to: value, $0, at: place) == nil } ? nil : "\(place): \(value) is none of the choices"
        }
        return typeObjection(value, keywords, place) ?? valueObjection(value, keywords, place)
            ?? memberObjection(value, keywords, place) ?? elementObjection(value, keywords, place)
    }

    private func resolve(_ reference: String) -> JSONValue {
        reference.split(separator: "/").dropFirst().reduce(root) { value, key in value.object?[String(key)] ?? .null }
    }

    private func typeObjection(_ value: JSONValue, _ keywords: JSONObject, _ place: String) -> String? {
        guard let type = keywords["type"] else { return nil }
        let types = type.array?.compactMap(\.string) ?? [type.string].compactMap(\.self)
        return types.contains { Self.fits(value, $0) } ? nil : "\(place): \(value) is no \(types.joined(separator: " or "))"
    }

    private static func fits(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"): true
        case (.integer, "integer"), (.integer, "number"), (.number, "number"): true
        default: false
        }
    }

    private func valueObjection(_ value: JSONValue, _ keywords: JSONObject, _ place: String) -> String? {
        if let choices = keywords["enum"]?.array, !choices.contains(value) { return "\(place): \(value) is not in the list" }
        if let pattern = keywords["pattern"]?.string, let text = value.string, text.range(of: pattern, options: .regularExpression) == nil {
            return "\(place): '\(text)' does not match \(pattern)"
        }
        guard let number = value.double else { return nil }
        if let least = keywords["minimum"]?.double, number < least { return "\(place): \(number) is too small" }
        if let most = keywords["maximum"]?.double, number > most { return "\(place): \(number) is too large" }
        return nil
    }

    private func memberObjection(_ value: JSONValue, _ keywords: JSONObject, _ place: String) -> String? {
        guard let object = value.object else { return nil }
        for name in keywords["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil { return "\(place): \(name) is missing" }
        let known = keywords["properties"]?.object ?? JSONObject()
        for (name, member) in object.members {
            guard let schema = known[name] else {
                if keywords["additionalProperties"] == false { return "\(place): \(name) is not described" }
                continue
            }
            if let found = objection(to: member, schema, at: "\(place) \(name)") { return found }
        }
        return nil
    }

    private func elementObjection(_ value: JSONValue, _ keywords: JSONObject, _ place: String) -> String? {
        guard let elements = value.array, let schema = keywords["items"] else { return nil }
        for (position, element) in elements.enumerated() {
            if let found = objection(to: element, schema, at: "\(place) [\(position)]") { return found }
        }
        return nil
    }
}
