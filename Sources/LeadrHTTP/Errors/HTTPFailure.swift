import HTTPTypes
import Hummingbird

/// An answer other than success that the HTTP layer itself decides on.
struct HTTPFailure: Error, Sendable {
    /// Status of the answer.
    var status: HTTPResponse.Status
    /// Text under `error`.
    var message: String

    /// The answer.
    var response: Response { .failure(status, message) }

    /// 413 of a body above the limit (`contract/rulings.md`, bodies).
    static let bodyTooLarge = HTTPFailure(status: .contentTooLarge, message: "Request body too large")
}
