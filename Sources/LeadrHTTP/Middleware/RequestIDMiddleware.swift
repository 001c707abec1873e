import Foundation
import HTTPTypes
import Hummingbird
import LeadrDomain
import Logging

/// Outermost: names the request, finds the client's address and adds the headers that every answer carries.
struct RequestIDMiddleware: RouterMiddleware {
    typealias Context = LeadrContext

    let resolver: ClientAddressResolver
    private let ids = UUIDv7Generator()

    init(resolver: ClientAddressResolver) {
        self.resolver = resolver
    }

    func handle(_ request: Request, context: LeadrContext, next: (Request, LeadrContext) async throws -> Response) async throws -> Response {
        var context = context
        context.requestID = request.headers.value(of: .requestID).flatMap(Self.accepted) ?? UUIDText.format(ids.next())
        context.clientAddress = resolver.clientAddress(peer: context.peerAddress, headers: request.headers)
        var response = try await next(request, context)
        response.headers.append(HTTPField(name: .requestID, value: context.requestID))
        for field in Self.fixedFields { response.headers.append(field) }
        return response
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

    /// Answers are data, never a page to render, frame, guess the type of or keep. No route sets these fields.
    private static let fixedFields = [
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: .frameOptions, value: "DENY"),
        HTTPField(name: .referrerPolicy, value: "no-referrer"),
        HTTPField(name: .cacheControl, value: "no-store"),
    ]
}
