import ByteJSON
import Foundation
import HTTPTypes

/// A route of the served document.
struct MatrixRoute: Sendable {
    let method: HTTPRequest.Method
    /// As the document lists it, with `{parameters}`.
    let template: String
    let audience: MatrixAudience
    let hasBody: Bool
    /// Members that its body may have.
    let fields: [String]
    /// Those of them that must be there.
    let required: Set<String>
    /// What its query and its body refer to, the account included.
    let references: [MatrixReference]

    var name: String { "\(method.rawValue) \(template)" }
    /// Whether it is about one thing that belongs to somebody.
    var isAboutOneThing: Bool { template.contains("{") }
    /// Whether its query or its body names the account it is about.
    var namesAccount: Bool { references.contains { $0.path == ["account_id"] } }
    /// Whether a request names things by their ids.
    var namesThings: Bool { isAboutOneThing || references.contains { $0.isIdentifier } }

    /// Every route of a document.
    static func all(in document: JSONValue) -> [MatrixRoute] {
        (document.object?["paths"]?.object?.members ?? []).flatMap { path, item in
            (item.object?.members ?? []).compactMap { method, operation in
                HTTPRequest.Method(method.uppercased()).map { MatrixRoute($0, path, operation.object ?? JSONObject()) }
            }
        }
    }

    private init(_ method: HTTPRequest.Method, _ path: String, _ operation: JSONObject) {
        self.method = method
        template = String(path.dropFirst("/v1".count))
        let schemes = operation["security"]?.array?.first?.object?.members.map(\.key) ?? []
        audience =
            if schemes.contains("accessToken") {
                .players
            } else if schemes.isEmpty {
                .everybody
            } else {
                Self.isForSuperadmins(method, template) ? .superadmins : .administrators
            }
        let parameters = operation["parameters"]?.array?.compactMap(\.object).filter { $0["in"] == "query" } ?? []
        let body = operation["requestBody"]?.object?["content"]?.object?["application/json"]?.object?["schema"]?.object
        hasBody = body != nil
        fields = body?["properties"]?.object?.members.map(\.key) ?? []
        required = Set(body?["required"]?.array?.compactMap(\.string) ?? [])
        references = MatrixReference.all(inQuery: parameters, of: template) + MatrixReference.all(inBody: body ?? JSONObject())
    }

    private static func isForSuperadmins(_ method: HTTPRequest.Method, _ path: String) -> Bool {
        path.hasPrefix("/ops/") || path.hasPrefix("/jam-codes") || (method == .post && path == "/accounts")
    }
}
