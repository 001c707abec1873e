import HTTPTypes

/// Header fields that the contract names and the HTTP library does not.
extension HTTPField.Name {
    // Each literal below is a token in the sense of RFC 9110 §5.1, so that the initialiser cannot return nil.
    static let leadrAPIKey = HTTPField.Name("leadr-api-key")!
    static let leadrClient = HTTPField.Name("leadr-client")!
    static let leadrClientNonce = HTTPField.Name("leadr-client-nonce")!
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let prefer = HTTPField.Name("Prefer")!
    static let preferenceApplied = HTTPField.Name("Preference-Applied")!
    static let requestID = HTTPField.Name("X-Request-ID")!
    static let traceparent = HTTPField.Name("traceparent")!
    static let xRealIP = HTTPField.Name("X-Real-IP")!
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let cfConnectingIP = HTTPField.Name("CF-Connecting-IP")!
    static let frameOptions = HTTPField.Name("X-Frame-Options")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
