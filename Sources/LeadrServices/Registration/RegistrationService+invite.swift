import LeadrDomain
import LeadrStore
import Postgres

extension RegistrationService {
    /// Invites somebody to the account of the caller's key, or sends a new code to somebody who was invited there before.
    ///
    /// - Throws: ``DomainError`` 400, 404 or 409; `PostgresError`.
    public func invite(_ draft: InvitationDraft, by principal: AdminPrincipal) async throws -> User {
        guard let account = try await accounts.find(principal.accountID) else { throw DomainError.notFound(entity: "Account") }
        let now = clock.now()
        let user = User(
            id: UserID(ids.next()),
            accountID: account.id,
            email: draft.email,
            displayName: try DisplayName.chosen(draft.displayName, or: DisplayName.fallback(for: draft.email)),
            status: .invited,
            createdAt: now,
            updatedAt: now
        )
        let code = newCode(for: draft.email, .invite, life: options.inviteLifetime, at: now)
        let mail = written(for: account.id) { () throws(EmailProblem) in
            try self.mail.invitation(of: draft.email, to: account.name, code: code.code, at: now)
        }
        switch try await outcome(of: user, code, mail) {
        case .invited(let user):
            await hand(on: mail)
            return user
        case .noAccount: throw DomainError.notFound(entity: "Account")
        case .taken(let known) where known.deletedAt != nil: throw DomainError.conflict("Email already registered")
        // The same text for somebody invited elsewhere, which is nobody's business here.
        case .taken: throw DomainError.badRequest("User with email \(draft.email) already exists and is active")
        }
    }

    private func outcome(of user: User, _ code: VerificationCode, _ mail: Email?) async throws -> InvitationOutcome {
        do {
            return try await store.invite(user, code, mail)
        } catch let error as PostgresError where error.isUniqueViolation {
            // Somebody else took the address at the same moment.
            throw DomainError.conflict("Email already registered")
        }
    }

    /// Lets an invited user in; what concerns the account is ignored, since it exists.
    ///
    /// - Parameter email: The address that was proven; an invitation made out to another address than the user's present one is worth nothing.
    func accept(_ draft: CompletionDraft, user id: UserID, email: String) async throws -> JoinedAccount {
        let now = clock.now()
        var text = ""
        let activation = try await store.activate(id) { user, account in
            guard user.email == email else { throw DomainError.notFound(entity: "User") }
            guard user.status == .invited else { throw DomainError.badRequest("User is not in invited status") }
            var user = user
            user.displayName = try DisplayName.chosen(draft.displayName, or: user.displayName)
            user.status = .active
            user.updatedAt = now
            let issued = issuer.issue("\(user.displayName)'s Key", to: user.id, of: account.id, at: now)
            text = issued.text
            return UserActivation(user: user, account: account, key: issued.key, mail: welcome(user, to: account, at: now))
        }
        guard let activation else { throw DomainError.notFound(entity: "User") }
        await hand(on: activation.mail)
        return JoinedAccount(account: activation.account, user: activation.user, key: text)
    }
}
