/// Cross-origin rules (`contract/platform.md` §8.4).
public struct CORSSettings: Sendable, Equatable {
    /// Allowed origins; `*` = all.
    public var allowedOrigins: [String]
    /// Allows credentials; impossible together with `*`.
    public var allowsCredentials: Bool
    /// Allowed methods.
    public var allowedMethods: [String]
    /// Allowed request headers.
    public var allowedHeaders: [String]
    /// How long a browser may keep a preflight answer.
    public var maxAge: Duration

    init(_ reader: inout SettingsReader) {
        reader.topic = "CORS"
        allowedOrigins = reader.texts("CORS_ALLOW_ORIGINS", default: ["*"], "allowed origins")
        allowsCredentials = reader.boolean("CORS_ALLOW_CREDENTIALS", default: false, "allow credentials; must stay false with `*`")
        allowedMethods = reader.texts("CORS_ALLOW_METHODS", default: ["GET", "POST", "PATCH", "OPTIONS"], "allowed methods")
        allowedHeaders = reader.texts(
            "CORS_ALLOW_HEADERS",
            default: ["authorization", "content-type", "leadr-client-nonce", "leadr-client", "leadr-api-key"],
            "allowed request headers"
        )
        maxAge = reader.seconds("CORS_MAX_AGE", default: 600, in: 0...86_400, "life of a preflight answer")
        if allowsCredentials, allowedOrigins.contains("*") {
            reader.report("CORS_ALLOW_CREDENTIALS", "must be false while CORS_ALLOW_ORIGINS contains *")
        }
    }
}
