/// Why a nonce does not let a submission pass; each case is one 412 (`contract/client-auth.md §4.4`, in this order).
public enum NonceRefusal: Error, Sendable, Equatable, CaseIterable {
    /// The request carried no nonce.
    case missing
    /// Malformed, never issued, or forgotten.
    case unknown
    /// Issued to another identity.
    case foreign
    /// Consumed before, within the last hour.
    case alreadyUsed
    /// Not consumed in time, within the last five minutes.
    case expired

    /// The text for the client.
    public var message: String {
        switch self {
        case .missing: "Nonce required"
        case .unknown: "Invalid nonce"
        case .foreign: "Nonce does not belong to this identity"
        case .alreadyUsed: "Nonce already used"
        case .expired: "Nonce expired"
        }
    }
}
