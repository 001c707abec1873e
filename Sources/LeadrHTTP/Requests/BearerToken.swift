import HTTPTypes
import LeadrDomain

/// The token of a client request (`contract/client-auth.md §4.4`).
enum BearerToken {
    /// Reads the `Authorization` header: the scheme in any letter case, then exactly one token.
    ///
    /// - Throws: ``DomainError`` 401 with the contract's text.
    static func read(_ headers: HTTPFields) throws(DomainError) -> String {
        guard let value = headers.value(of: .authorization) else { throw .unauthorized("Authorization token required") }
        // By bytes: looking up the Unicode properties of every character of a token is a good part of what a request costs.
        let parts = value.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard parts.count == 2, Substring(parts[0]).lowercased() == "bearer" else {
            throw .unauthorized("Invalid authorization format. Expected 'Bearer <token>'")
        }
        return String(Substring(parts[1]))
    }
}
