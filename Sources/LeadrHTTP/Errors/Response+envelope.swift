import ByteJSON
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer with a JSON body.
    static func json(_ status: HTTPResponse.Status = .ok, _ bytes: [UInt8], headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The error envelope with one text (`contract/platform.md §1`). A text may repeat what was sent, without the NUL that many a reader of JSON refuses.
    static func failure(_ status: HTTPResponse.Status, _ message: String, headers: HTTPFields = [:]) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("error")
        writer.string(message.replacing("\0", with: "\u{FFFD}"))
        writer.endObject()
        return json(status, writer.bytes, headers: headers)
    }

    /// 404 of a path that no route serves; both keys, because SDKs read `error` and framework clients `detail`.
    static let notFound = routing(.notFound, "Not Found")

    /// 405 of a path that other methods serve.
    static func methodNotAllowed(allow: String) -> Response {
        routing(.methodNotAllowed, "Method Not Allowed", headers: [.allow: allow])
    }

    private static func routing(_ status: HTTPResponse.Status, _ text: String, headers: HTTPFields = [:]) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("error")
        writer.string(text)
        writer.key("detail")
        writer.string(text)
        writer.endObject()
        return json(status, writer.bytes, headers: headers)
    }
}
