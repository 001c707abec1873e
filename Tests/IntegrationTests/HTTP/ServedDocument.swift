import ByteJSON
import HTTPTypes
import HummingbirdTesting
import NIOCore

/// The API document that a process serves, to hold its answers against: what it says must be what the routes do.
struct ServedDocument: Sendable {
    /// The whole document.
    let json: JSONValue
    private let paths: [(template: [Substring], item: JSONObject)]

    init(_ client: any TestClientProtocol) async throws {
        let response = try await client.execute(uri: "/openapi.json", method: .get)
        var scanner = JSONScanner(Array(response.body.readableBytesView))
        json = try scanner.parse()
        paths = (json.object?["paths"]?.object?.members ?? []).map { path, item in
            (path.split(separator: "/", omittingEmptySubsequences: false), item.object ?? JSONObject())
        }
    }

    /// What is wrong with an answer; nil when the document says that it may be given, or does not list the path.
    func objection(to answer: Answer, of method: HTTPRequest.Method, _ path: String) -> String? {
        guard let item = item(path), let operation = item[method.rawValue.lowercased()]?.object else { return nil }
        let responses = operation["responses"]?.object
        guard let response = (responses?[String(answer.status)] ?? responses?["default"])?.object else {
            return "the document does not list status \(answer.status) of \(method) \(path)"
        }
        guard let schema = response["content"]?.object?["application/json"]?.object?["schema"] else { return nil }
        return SchemaCheck(root: json).objection(to: answer.json, schema, at: "\(method) \(path) \(answer.status)")
    }

    /// The operations whose description fits, such as `get /v1/games`.
    func operations(where fits: (JSONObject) -> Bool) -> [String] {
        paths.flatMap { template, item in
            item.members.filter { $0.value.object.map(fits) ?? false }.map { "\($0.key) \(template.joined(separator: "/"))" }
        }
    }

    /// Literal segments win over parameters, as in the router.
    private func item(_ path: String) -> JSONObject? {
        let plain = path.split(separator: "?")[0]
        let segments = plain.split(separator: "/", omittingEmptySubsequences: false)
        let fitting = paths.filter { template, _ in
            template.count == segments.count && zip(template, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        return fitting.min { Self.parameters($0.template) < Self.parameters($1.template) }?.item
    }

    private static func parameters(_ template: [Substring]) -> Int { template.count { $0.hasPrefix("{") } }
}
