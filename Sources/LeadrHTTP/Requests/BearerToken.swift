import HTTPTypes
import LeadrDomain

/// The token of a client request (`contract/client-auth.md §4.4`).
enum BearerToken {
    /// Reads the `Authorization` header: the scheme in any letter case, then exactly one token.
    ///
    /// - Throws: ``DomainError`` 401 with the contract's text.
    static func read(_ headers: HTTPFields) throws(DomainError) -> String {
        guard let value = headers[.authorization] else { throw .unauthorized("Authorization token required") }
        let parts = value.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw .unauthorized("Invalid authorization format. Expected 'Bearer <token>'")
        }
        return String(parts[1])
    }
}
