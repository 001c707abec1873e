/// How a connection is encrypted and whom it trusts; the names and meanings of libpq's `sslmode`.
public enum PostgresTLSMode: String, Sendable, CaseIterable {
    /// Never encrypted.
    case disable
    /// Encrypted if the server offers it, plain otherwise. Protects against nobody who can interfere.
    case prefer
    /// Encrypted or refused; the server's certificate is not checked.
    case require
    /// Encrypted; the certificate must be signed by the root certificate.
    case verifyCA = "verify-ca"
    /// Encrypted; the certificate must be signed by the root certificate and name the host.
    case verifyFull = "verify-full"
}
