import ByteJSON
import LeadrDomain

extension DeliveryJob {
    /// The job for an operator's eyes, field names as on the wire. No address and no text is in it.
    public func jsonDescription() -> JSONValue {
        let subject: (name: String, id: String) =
            switch self {
            case .mail(let mail): ("email_id", mail.wire)
            case .webhook(let delivery): ("webhook_delivery_id", delivery.wire)
            }
        return .object(["kind": .string(name), "format": .integer(Int64(Self.formatVersion)), subject.name: .string(subject.id)])
    }

    /// Name of the kind of work, fit for a metric label.
    public var name: String {
        switch self {
        case .mail: "mail"
        case .webhook: "webhook"
        }
    }
}
