import ByteJSON

/// What an answer of Mailgun means for a mail.
struct MailgunAnswer: Sendable {
    let status: Int
    let body: [UInt8]
    /// The header `Retry-After` in seconds.
    var retryAfter: Int?

    /// The receipt.
    ///
    /// - Throws: ``DeliveryFailure``. 400 and 413 are about the mail; any other refusal would meet every mail.
    func receipt() throws(DeliveryFailure) -> MailReceipt {
        let json = self.json
        switch status {
        case 200...299:
            guard let id else { throw DeliveryFailure(.refused, "Mailgun answered without an id", response: json) }
            return MailReceipt(id: id, response: json)
        case 400, 413:
            throw DeliveryFailure(.refused, "Mailgun answered \(status)", response: json)
        default:
            let wait = retryAfter.map { Duration.seconds(min(max($0, 0), 3600)) }
            throw DeliveryFailure(.unavailable, "Mailgun answered \(status)", response: json, retryAfter: wait)
        }
    }

    private var parsed: JSONValue? {
        var scanner = JSONScanner(body, maximumDepth: 16)
        return try? scanner.parse()
    }

    private var id: String? {
        guard case .object(let object)? = parsed else { return nil }
        for key in ["id", "message_id"] {
            if case .string(let id)? = object[key], !id.isEmpty { return id }
        }
        return nil
    }

    /// For the record: the document, or the beginning of what is none.
    private var json: JSONValue {
        if let parsed, body.count <= 4096, !body.contains(0) { return .object(["status": .integer(Int64(status)), "body": parsed]) }
        let text = String(decoding: body.prefix(500), as: UTF8.self).filter { $0 != "\0" }
        return .object(["status": .integer(Int64(status)), "body": .string(text)])
    }
}
