import HTTPTypes
import Hummingbird

/// An answer other than success that the HTTP layer itself decides on.
struct HTTPFailure: Error, Sendable {
    /// Status of the answer.
    var status: HTTPResponse.Status
    /// Text under `error`.
    var message: String
    /// Further header fields, for example `Retry-After`.
    var headers: HTTPFields = [:]

    /// The answer.
    var response: Response { .failure(status, message, headers: headers) }

    /// 413 of a body above the limit (`contract/rulings.md`, bodies).
    static let bodyTooLarge = HTTPFailure(status: .contentTooLarge, message: "Request body too large")

    /// A server that cannot answer now.
    ///
    /// - Parameter retryAfter: seconds after which a further try makes sense.
    static func unavailable(_ message: String, retryAfter: Int) -> HTTPFailure {
        HTTPFailure(status: .serviceUnavailable, message: message, headers: [.retryAfter: String(retryAfter)])
    }
}
