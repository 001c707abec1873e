import LeadrDomain

/// What became of an invitation.
public enum InvitationOutcome: Sendable {
    /// The user waits for the code that was sent.
    case invited(User)
    /// The address belongs to a user who cannot be invited, be it a deleted one.
    case taken(User)
    /// The account is not there.
    case noAccount
}
