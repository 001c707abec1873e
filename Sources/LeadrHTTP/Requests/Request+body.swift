import ByteJSON
import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The whole body.
    ///
    /// - Parameter limit: most bytes accepted.
    /// - Throws: ``HTTPFailure/bodyTooLarge``, at once when the request announces a longer body.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        if let announced = headers.value(of: .contentLength).flatMap({ Int($0) }), announced > limit { throw HTTPFailure.bodyTooLarge }
        do {
            let buffer = try await body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw HTTPFailure.bodyTooLarge
        }
    }

    /// The body as JSON; nil when it is empty. Its syntax is the first thing checked about a request (`contract/platform.md §1.2`).
    ///
    /// - Throws: ``HTTPFailure/bodyTooLarge``, or ``ValidationFailure`` when it is no JSON.
    func json(upTo limit: Int) async throws -> JSONValue? {
        let bytes = try await bytes(upTo: limit)
        guard !bytes.isEmpty else { return nil }
        var scanner = JSONScanner(bytes)
        do throws(JSONParseError) {
            return try scanner.parse()
        } catch {
            throw ValidationFailure.malformedJSON(error, bytes: bytes)
        }
    }

    /// The decoded query.
    var queryItems: QueryItems { QueryItems(uri.query) }
}
