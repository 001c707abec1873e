import LeadrDomain
import LeadrServices

/// Inviting people to an account (`contract/platform.md §4.3`).
struct InvitationRoutes {
    let admin: AdminRoutes
    let registration: RegistrationService

    func register(in table: inout RouteTable) {
        admin.create("/register/invite", .invitations, in: &table, read: InvitationDraft.init, registration.invite)
    }
}

extension InvitationDraft {
    /// Reads the body of an invitation.
    fileprivate init?(_ fields: inout BodyFields) {
        let email = fields.required("email", .email)
        let displayName = fields.optional("display_name", .string)
        guard let email else { return nil }
        self.init(email: email, displayName: displayName)
    }
}
