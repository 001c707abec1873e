import ByteJSON
import Hummingbird

extension Response {
    /// A JSON value.
    static func json(_ value: JSONValue) -> Response {
        .json(.ok, value.encoded())
    }

    /// A list that has no pages.
    static func list(_ values: [JSONValue], _ more: JSONObject = [:]) -> Response {
        var members: JSONObject = ["data": .array(values)]
        for (key, value) in more.members { members[key] = value }
        return .json(.object(members))
    }
}
