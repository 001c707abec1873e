import HTTPTypes
import Hummingbird
import LeadrDomain

/// Gives a request its id and finds the address it came from.
struct RequestNaming: Sendable {
    private let resolver: ClientAddressResolver
    private let ids = UUIDv7Generator()

    init(resolver: ClientAddressResolver) {
        self.resolver = resolver
    }

    func name(_ request: Request, in context: inout LeadrContext) {
        context.requestID = request.headers.value(of: .requestID).flatMap(Self.accepted) ?? UUIDText.format(ids.next())
        context.clientAddress = resolver.clientAddress(peer: context.peerAddress, headers: request.headers)
    }

    /// A client's id goes into logs, jobs and traces: short, and only characters that need no escaping anywhere.
    private static func accepted(_ id: String) -> String? {
        let isHarmless = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
            default: false
            }
        }
        return isHarmless && (1...128).contains(id.utf8.count) ? id : nil
    }
}
