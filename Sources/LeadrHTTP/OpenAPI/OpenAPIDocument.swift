import ByteJSON
import HTTPTypes
import LeadrDomain

/// The OpenAPI 3.1 document of the routes that a process serves. It is made from what the routes themselves read and write.
struct OpenAPIDocument {
    /// A route and what is said about it.
    typealias Route = (method: HTTPRequest.Method, path: String, operation: Operation)

    let title: String
    /// Path below which all routes lie.
    let prefix: String
    /// Whether an installation adds hooks, which may refuse requests with statuses of their own.
    let hasHooks: Bool
    let routes: [Route]

    /// The document.
    func encoded() -> [UInt8] {
        var paths: JSONObject = [:]
        for route in routes {
            let path = prefix + (route.path == "/" ? "/" : route.path)
            var item = paths[path]?.object ?? JSONObject()
            item[route.method.rawValue.lowercased()] = .object(OperationDescription(route, hasHooks: hasHooks).members)
            paths[path] = .object(item)
        }
        let document: JSONObject = [
            "openapi": "3.1.0",
            "info": ["title": .string(title), "version": .string(ProductVersion.current)],
            "paths": .object(paths),
            "components": ["schemas": .object(definitions), "securitySchemes": Self.securitySchemes],
        ]
        return JSONValue.object(document).encoded()
    }

    /// Every schema that a route refers to by name.
    private var definitions: JSONObject {
        var found: [String: JSONObject] = [:]
        for route in routes {
            for schema in OperationDescription(route).schemas { found.merge(schema.definitions) { known, _ in known } }
        }
        var sorted: JSONObject = [:]
        for name in found.keys.sorted() { sorted[name] = found[name].map { .object($0) } }
        return sorted
    }

    private static let securitySchemes: JSONValue = [
        "apiKey": ["type": "apiKey", "in": "header", "name": "leadr-api-key"],
        "accessToken": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
    ]
}
