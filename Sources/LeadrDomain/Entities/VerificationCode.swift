import Foundation

/// A code sent to an address, to prove that its reader wants to register or takes an invitation (`contract/platform.md §4.1`).
public struct VerificationCode: Hashable, Sendable {
    /// Primary key; never shown.
    public var id: UUID
    /// Normalised address that it was sent to.
    public var email: String
    /// The code itself.
    public var code: String
    /// Whether it may still be used; the end of its life does not change this.
    public var status: VerificationCodeStatus
    /// What it is good for.
    public var type: VerificationCodeType
    /// The invited user; nil for a registration.
    public var userID: UserID?
    /// Last time at which it is accepted.
    public var expiresAt: Timestamp
    /// Time of creation.
    public var createdAt: Timestamp

    /// Creates a value from its columns.
    public init(
        id: UUID,
        email: String,
        code: String,
        status: VerificationCodeStatus = .pending,
        type: VerificationCodeType = .registration,
        userID: UserID? = nil,
        expiresAt: Timestamp,
        createdAt: Timestamp
    ) {
        self.id = id
        self.email = email
        self.code = code
        self.status = status
        self.type = type
        self.userID = userID
        self.expiresAt = expiresAt
        self.createdAt = createdAt
    }
}
