import ByteJSON
import LeadrDomain

/// What a verification token says (`contract/platform.md §4.1`).
struct VerificationClaims: Hashable, Sendable {
    /// What the token is good for.
    enum Purpose: Hashable, Sendable {
        /// Opening an account.
        case registration
        /// Joining the account of an invited user.
        case invite(UserID)

        var type: VerificationCodeType {
            switch self {
            case .registration: .registration
            case .invite: .invite
            }
        }
    }

    /// The address that was proven.
    var email: String
    /// What the token is good for.
    var purpose: Purpose
}

extension VerificationClaims {
    /// Reads the payload of a token whose signature is good.
    ///
    /// - Throws: ``DomainError`` 400 with the contract's texts.
    init(payload: [UInt8], now: Timestamp) throws(DomainError) {
        var scanner = JSONScanner(payload, maximumDepth: 8)
        guard case .object(let fields)? = try? scanner.parse(), let end = fields["exp"]?.double else { throw .badRequest(Self.invalid) }
        guard Double(now.microseconds) / 1_000_000 < end else { throw .badRequest("Verification token has expired") }
        guard let type = fields["type"]?.string.flatMap(VerificationCodeType.init) else { throw .badRequest("Invalid token type") }
        guard let email = fields["email"]?.string, !email.isEmpty else { throw .badRequest("Missing email in token") }
        self.email = email
        switch type {
        case .registration:
            purpose = .registration
        case .invite:
            guard let user = fields["user_id"]?.string.flatMap({ UUIDText.parse($0) }) else { throw .badRequest(Self.invalid) }
            purpose = .invite(UserID(user))
        }
    }

    /// Said of a token whose signature or form is wrong.
    static let invalid = "Invalid verification token"
}
