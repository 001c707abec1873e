import Foundation
import LeadrDomain

/// The nonce header of a request before Redis is asked.
enum NonceTicket: Equatable {
    /// There was no header.
    case missing
    /// The header holds no UUID.
    case malformed
    /// The header holds this UUID.
    case value(UUID)

    init(_ text: String?) {
        guard let text else {
            self = .missing
            return
        }
        self = UUIDText.parse(text).map { .value($0) } ?? .malformed
    }

    /// The refusal that needs no look at Redis.
    var refusal: NonceRefusal? {
        switch self {
        case .missing: .missing
        case .malformed: .unknown
        case .value: nil
        }
    }

    var uuid: UUID? {
        if case .value(let uuid) = self { uuid } else { nil }
    }
}
