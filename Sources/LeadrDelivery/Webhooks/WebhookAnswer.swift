import ByteJSON

/// What an answer means for a delivery.
struct WebhookAnswer: Sendable {
    /// Characters of a body that are kept.
    static let kept = 500
    /// Longest wait that a receiver may ask for.
    static let longestWait = 3600

    let status: Int
    let body: [UInt8]
    /// The header `Retry-After` in seconds.
    var retryAfter: Int?

    /// The receipt.
    ///
    /// - Throws: ``DeliveryFailure`` for all but 2xx. 410 says that the receiver wants nothing any more; anything else may be another answer next time.
    func receipt() throws(DeliveryFailure) -> WebhookReceipt {
        switch status {
        case 200...299: return WebhookReceipt(response: json)
        case 410: throw DeliveryFailure(.refused, "the receiver answered 410 Gone", response: json)
        case 300...399: throw DeliveryFailure(.unavailable, "the receiver answered \(status); redirects are not followed", response: json)
        default:
            let wait = retryAfter.map { Duration.seconds(min(max($0, 0), Self.longestWait)) }
            throw DeliveryFailure(.unavailable, "the receiver answered \(status)", response: json, retryAfter: wait)
        }
    }

    private var json: JSONValue {
        let text = String(decoding: body.prefix(Self.kept), as: UTF8.self).filter { $0 != "\0" }
        return .object(["status": .integer(Int64(status)), "body": .string(text)])
    }
}
