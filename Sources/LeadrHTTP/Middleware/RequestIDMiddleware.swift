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
        context.requestID = request.headers[.requestID].flatMap(Self.accepted) ?? UUIDText.format(ids.next())
        context.clientAddress = resolver.clientAddress(peer: context.peerAddress, headers: request.headers)
        context.logger[metadataKey: "request_id"] = .string(context.requestID)
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        Self.secure(&response.headers)
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

    /// Answers are data, never a page to render, frame or guess the type of.
    private static func secure(_ headers: inout HTTPFields) {
        headers[.xContentTypeOptions] = "nosniff"
        headers[.frameOptions] = "DENY"
        headers[.referrerPolicy] = "no-referrer"
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    }
}
