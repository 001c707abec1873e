import HTTPTypes

/// Which origins may call the API from a browser (`contract/platform.md §8.4`, settings `CORS_*`).
public struct CORSPolicy: Sendable {
    /// Allowed origins; `*` stands for any.
    public var origins = ["*"]
    /// Whether cookies and credentials may be sent; not together with `*`.
    public var allowsCredentials = false
    /// Methods a preflight may ask for.
    public var methods = ["GET", "POST", "PATCH", "OPTIONS"]
    /// Request headers a preflight may ask for, besides the ones that are always allowed.
    public var headers = ["authorization", "content-type", "leadr-client-nonce", "leadr-client", "leadr-api-key"]
    /// Seconds for which a browser may keep the answer to a preflight.
    public var maxAge = 600

    /// The defaults of the contract.
    public init() {}

    private static let safelisted = ["Accept", "Accept-Language", "Content-Language", "Content-Type"]

    /// Value of `access-control-allow-origin` for an origin; nil when it is not allowed.
    func allowedOrigin(_ origin: String) -> String? {
        if origins.contains("*") { return allowsCredentials ? origin : "*" }
        return origins.contains(origin) ? origin : nil
    }

    /// The sorted union of the always allowed and the configured headers, without regard to letter case.
    var headerList: String {
        var seen: Set<String> = []
        let union = (Self.safelisted + headers).filter { seen.insert($0.lowercased()).inserted }
        return union.sorted { $0.lowercased() < $1.lowercased() }.joined(separator: ", ")
    }

    /// What a preflight asks for and may not have: any of `origin`, `method`, `headers`.
    func violations(origin: String, method: String, headers requested: String?) -> [String] {
        var parts: [String] = []
        if allowedOrigin(origin) == nil { parts.append("origin") }
        if !methods.contains(method) { parts.append("method") }
        let allowed = Set((Self.safelisted + headers).map { $0.lowercased() })
        let names = requested?.split(separator: ",").map { $0.trimmed.lowercased() } ?? []
        if !names.allSatisfy(allowed.contains) { parts.append("headers") }
        return parts
    }
}
