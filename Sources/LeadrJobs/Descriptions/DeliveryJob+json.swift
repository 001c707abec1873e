import ByteJSON
import LeadrDomain

extension DeliveryJob {
    /// The job for an operator's eyes, field names as on the wire. No address and no text of a mail is in it.
    public func jsonDescription() -> JSONValue {
        switch self {
        case .mail(let mail):
            .object(["kind": .string(name), "format": .integer(Int64(Self.formatVersion)), "email_id": .string(mail.wire)])
        }
    }

    /// Name of the kind of work, fit for a metric label.
    public var name: String {
        switch self {
        case .mail: "mail"
        }
    }
}
