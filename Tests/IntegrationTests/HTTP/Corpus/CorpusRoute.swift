import ByteJSON
import HTTPTypes

/// A route of the served document with what its query and its body may say.
struct CorpusRoute: Sendable {
    /// A query parameter, or a member of the body.
    struct Field: Sendable {
        let name: String
        let schema: JSONValue
        let isRequired: Bool
    }

    let method: HTTPRequest.Method
    /// As the document lists it, with `{parameters}`.
    let template: String
    let isForPlayers: Bool
    let query: [Field]
    /// Members of the body; nil for a route without one.
    let body: [Field]?

    var name: String { "\(method.rawValue) \(template)" }

    /// Every route of a document.
    static func all(in document: JSONValue) -> [CorpusRoute] {
        (document.object?["paths"]?.object?.members ?? []).flatMap { path, item in
            (item.object?.members ?? []).compactMap { method, operation in
                HTTPRequest.Method(method.uppercased()).map { CorpusRoute($0, path, operation.object ?? JSONObject()) }
            }
        }
    }

    private init(_ method: HTTPRequest.Method, _ path: String, _ operation: JSONObject) {
        self.method = method
        template = String(path.dropFirst("/v1".count))
        isForPlayers = operation["security"]?.array?.first?.object?["accessToken"] != nil
        query = (operation["parameters"]?.array ?? []).compactMap(\.object).filter { $0["in"] == "query" }.map {
            Field(name: $0["name"]?.string ?? "", schema: $0["schema"] ?? .null, isRequired: $0["required"] == true)
        }
        let schema = operation["requestBody"]?.object?["content"]?.object?["application/json"]?.object?["schema"]?.object
        let required = schema?["required"]?.array ?? []
        body = schema.map { ($0["properties"]?.object ?? JSONObject()).members }?.map { name, schema in
            Field(name: name, schema: schema, isRequired: required.contains(.string(name)))
        }
    }
}
