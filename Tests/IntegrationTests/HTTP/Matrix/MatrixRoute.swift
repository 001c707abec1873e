import ByteJSON
import Foundation
import HTTPTypes

/// A route of the served document, ready to be called on things of one tenant.
struct MatrixRoute: Sendable {
    let method: HTTPRequest.Method
    /// As the document lists it, with `{parameters}`.
    let template: String
    let audience: MatrixAudience
    /// Whether its query or its body names the account it is about.
    let namesAccount: Bool
    let hasBody: Bool
    /// Members that its body may have.
    let fields: [String]
    /// Those of them that must be there.
    let required: Set<String>

    var name: String { "\(method.rawValue) \(template)" }
    /// Whether it is about one thing that belongs to somebody.
    var isAboutOneThing: Bool { template.contains("{") }

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
        let query = operation["parameters"]?.array?.compactMap { $0.object?["name"]?.string } ?? []
        let body = operation["requestBody"]?.object?["content"]?.object?["application/json"]?.object?["schema"]?.object
        hasBody = body != nil
        fields = body?["properties"]?.object?.members.map(\.key) ?? []
        required = Set(body?["required"]?.array?.compactMap(\.string) ?? [])
        namesAccount = query.contains("account_id") || body?["properties"]?.object?["account_id"] != nil
    }

    private static func isForSuperadmins(_ method: HTTPRequest.Method, _ path: String) -> Bool {
        path.hasPrefix("/ops/") || path.hasPrefix("/jam-codes") || (method == .post && path == "/accounts")
    }

    /// The path with things filled in, and the account in the query where it belongs there.
    func path(_ things: [String: String]) -> String {
        var path = template
        for (name, value) in things { path = path.replacingOccurrences(of: "{\(name)}", with: value) }
        guard !hasBody, namesAccount, let account = things["account_id"] else { return path }
        return path + "?account_id=" + account
    }

    /// A body that names the account, where the schema has one, and asks for nothing else.
    func body(_ things: [String: String]) -> String? {
        guard hasBody else { return nil }
        guard namesAccount, let account = things["account_id"] else { return "{}" }
        return #"{"account_id":"\#(account)"}"#
    }
}
