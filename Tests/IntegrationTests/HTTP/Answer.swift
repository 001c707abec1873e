import ByteJSON
import HTTPTypes
import Hummingbird
import HummingbirdTesting

/// An answer of the API, its body read as JSON.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let json: JSONValue

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        var scanner = JSONScanner(Array(response.body.readableBytesView))
        json = (try? scanner.parse()) ?? .null
    }

    /// A member of the body.
    subscript(_ key: String) -> JSONValue? { json.object?[key] }

    /// The text under `error`.
    var error: String? { self["error"]?.string }

    /// The listed rows.
    var data: [JSONObject] { self["data"]?.array?.compactMap(\.object) ?? [] }

    /// A member of the paging envelope.
    func paging(_ key: String) -> JSONValue? { self["pagination"]?.object?[key] }

    /// `type` and the last step of `loc` of every validation item, such as `missing name`.
    var issues: [String] {
        let items = self["error"]?.array?.compactMap(\.object) ?? []
        return items.map { "\($0["type"]?.string ?? "?") \($0["loc"]?.array?.last?.string ?? "?")" }
    }
}
