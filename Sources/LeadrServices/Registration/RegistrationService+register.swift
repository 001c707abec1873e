import LeadrDomain
import LeadrStore
import Postgres

extension RegistrationService {
    /// How often a registration is tried anew when somebody else took a slug or a key at the same moment.
    private static let attempts = 3

    /// Opens an account for an address.
    func register(_ draft: CompletionDraft, email: String, from address: String?) async throws -> JoinedAccount {
        guard let given = draft.accountName else { throw DomainError.badRequest("Account name is required for registration") }
        let name = try NameRule.bounded(given, label: "Account name")
        let displayName = try DisplayName.chosen(draft.displayName, or: DisplayName.fallback(for: email))
        let place = await locate(address) ?? .unknown
        let givenSlug = draft.accountSlug.flatMap { $0.isEmpty ? nil : $0 }
        var attemptsLeft = Self.attempts
        while true {
            attemptsLeft -= 1
            let slug = try await slug(givenSlug, name: name)
            do {
                return try await open(name: name, slug: slug, displayName: displayName, email: email, jamCode: draft.jamCode, at: place)
            } catch let error as PostgresError where error.isUniqueViolation {
                switch error.constraint {
                case "ix_accounts_slug" where givenSlug == nil && attemptsLeft > 0, "ix_api_keys_key_prefix" where attemptsLeft > 0: continue
                case "ix_accounts_slug": throw AccountService.taken(slug: slug)
                default: throw DomainError.conflict("Email already registered")
                }
            }
        }
    }

    private func open(
        name: String,
        slug: String,
        displayName: String,
        email: String,
        jamCode: String?,
        at place: GeoLocation
    ) async throws -> JoinedAccount {
        let now = clock.now()
        let account = Account(
            id: AccountID(ids.next()),
            name: name,
            slug: slug,
            timezone: place.timezone,
            country: place.country,
            city: place.city,
            createdAt: now,
            updatedAt: now
        )
        let user = User(
            id: UserID(ids.next()),
            accountID: account.id,
            email: email,
            displayName: displayName,
            isOwner: true,
            createdAt: now,
            updatedAt: now
        )
        let issued = issuer.issue("CLI API Key", to: user.id, of: account.id, at: now)
        let opening = AccountOpening(
            account: account,
            user: user,
            key: issued.key,
            jamCode: redemption(of: jamCode),
            mail: welcome(user, to: account, at: now)
        )
        guard try await store.register(opening) else { throw DomainError.badRequest("Invalid or expired jam code") }
        await hand(on: opening.mail)
        return JoinedAccount(account: account, user: user, key: issued.text)
    }

    private func redemption(of code: String?) -> AccountOpening.Redemption? {
        guard let code, !code.isEmpty else { return nil }
        return AccountOpening.Redemption(code: JamCodeText.normalised(code), redemptionID: JamCodeRedemptionID(ids.next()))
    }

    /// A free slug by the rule of registrations (`contract/platform.md §3.5`).
    private func slug(_ given: String?, name: String) async throws -> String {
        if let given { return try await accounts.slugChoice.checked(given) }
        let base = try Slug.generate(from: name)
        try Slug.validate(base)
        let candidates = Array(Slug.registrationCandidates(base))
        let taken = try await accounts.takenSlugs(among: candidates)
        if let free = candidates.first(where: { !taken.contains($0) }) { return free }
        var generator = SystemRandomNumberGenerator()
        return Slug.randomRegistrationCandidate(base, using: &generator)
    }
}
