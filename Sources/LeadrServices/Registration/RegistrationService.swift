import Foundation
import LeadrDomain
import LeadrState
import LeadrStore
import Logging
import Postgres

/// Signing up: codes by mail, tokens for codes, accounts for tokens; and inviting others (`contract/platform.md §4`).
public struct RegistrationService: Sendable {
    let store: RegistrationStore
    let accounts: AccountRepository
    let codes: VerificationCodeRepository
    let guesses: GuessCounter
    let mail: MailComposer
    let relay: OutboxRelay
    let tokens: VerificationTokens
    let issuer: APIKeyIssuer
    /// What an operator set.
    public let options: RegistrationOptions
    private let hooks: InstalledHooks?
    let locate: @Sendable (_ address: String?) async -> GeoLocation?
    let ids: any IDGenerator
    let clock: any Clock
    let logger: Logger

    /// A service.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - guesses: Counts wrong codes.
    ///   - mail: Writes what is sent.
    ///   - relay: Hands it on to be sent.
    ///   - secret: Hashes the keys of new users.
    ///   - tokenKeys: Sign verification tokens; the same secrets as ``APIKeySecret`` has.
    ///   - options: What an operator set.
    ///   - hooks: What an installation adds; nil for nothing.
    ///   - locate: Says where an address is.
    ///   - ids: Makes ids.
    ///   - clock: The present time.
    ///   - logger: Told of what callers are not told.
    public init(
        pool: PostgresPool,
        guesses: GuessCounter,
        mail: MailComposer,
        relay: OutboxRelay,
        secret: APIKeySecret,
        tokenKeys: TokenKeys,
        options: RegistrationOptions = RegistrationOptions(),
        hooks: InstalledHooks? = nil,
        locate: @escaping @Sendable (_ address: String?) async -> GeoLocation? = { _ in nil },
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock(),
        logger: Logger
    ) {
        store = RegistrationStore(pool: pool)
        accounts = AccountRepository(pool: pool)
        codes = VerificationCodeRepository(pool: pool)
        tokens = VerificationTokens(keys: tokenKeys, lifetime: options.tokenLifetime)
        issuer = APIKeyIssuer(secret: secret, ids: ids)
        self.guesses = guesses
        self.mail = mail
        self.relay = relay
        self.options = options
        self.hooks = hooks
        self.locate = locate
        self.ids = ids
        self.clock = clock
        self.logger = logger
    }

    /// Sends a new code to an address. Nobody learns from it what is known of the address: failures and refusals are only logged.
    ///
    /// - Parameter email: Normalised address.
    public func sendCode(to email: String) async {
        do {
            let now = clock.now()
            let code = newCode(for: email, .registration, life: options.codeLifetime, at: now)
            let mail = try mail.verification(of: email, code: code.code, at: now)
            let isIssued = try await store.issue(code, mail, atMost: options.codesPerHour)
            if isIssued {
                await hand(on: mail)
            } else {
                logger.info("An address asked for too many verification codes and got no further one")
            }
        } catch {
            logger.error("A verification code could not be issued", metadata: ["error": "\(error)"])
        }
    }

    /// Exchanges a code for a token that proves the address.
    ///
    /// - Throws: ``DomainError`` 400; `PostgresError`, `RedisError`.
    public func verify(_ draft: VerificationDraft) async throws -> VerifiedAddress {
        guard let code = try await codes.pending(for: draft.email) else { throw Self.refused }
        let now = clock.now()
        try await check(draft.code, against: code, now: now)
        guard now < code.expiresAt else { throw DomainError.badRequest("Verification code has expired") }
        guard let purpose = VerificationClaims.Purpose(code) else { throw Self.refused }
        let token = try await tokens.issue(VerificationClaims(email: code.email, purpose: purpose), at: now)
        guard try await codes.settle(code.id, as: .used, at: now) else {
            throw DomainError.badRequest("Verification code has already been used")
        }
        return VerifiedAddress(token: token, lifetime: options.tokenLifetime, type: code.type)
    }

    /// Completes a registration or an invitation.
    ///
    /// - Parameter address: Where the caller is; a new account is there too (`contract/platform.md §6`).
    /// - Throws: ``DomainError`` 400, 404 or 409; `PostgresError`.
    public func complete(_ draft: CompletionDraft, from address: String?) async throws -> JoinedAccount {
        let claims = try tokens.read(draft.token, now: clock.now())
        let joined =
            switch claims.purpose {
            case .registration: try await register(draft, email: claims.email, from: address)
            case .invite(let user): try await accept(draft, user: user, email: claims.email)
            }
        await hooks?.afterCompletingRegistration(CompletedRegistration(joined))
        return joined
    }

    /// Lets a mail that was written down be sent at once; without this the scheduler does it a moment later.
    func hand(on mail: Email?) async {
        if let mail { await relay.send([.mailCreated(mail)]) }
    }

    func newCode(for email: String, _ type: VerificationCodeType, life: Duration, at now: Timestamp) -> VerificationCode {
        VerificationCode(id: ids.next(), email: email, code: VerificationCodeText.generate(), type: type, expiresAt: now + life, createdAt: now)
    }

    /// The welcome of a user.
    func welcome(_ user: User, to account: Account, at now: Timestamp) -> Email? {
        written(for: account.id) { () throws(EmailProblem) in
            try mail.welcome(user.email, user: user.displayName, account: account.name, at: now)
        }
    }

    /// A mail; nil when it cannot be written, which is logged and must not keep anybody out.
    ///
    /// - Parameter account: Whose use it counts as.
    func written(for account: AccountID, _ compose: () throws(EmailProblem) -> Email) -> Email? {
        do throws(EmailProblem) {
            var mail = try compose()
            mail.accountID = account
            return mail
        } catch {
            logger.error("A mail could not be written", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Counts the try first: however many are made at once, no more than the allowed ones are looked at.
    private func check(_ text: String, against code: VerificationCode, now: Timestamp) async throws {
        let tries = try await guesses.count(code.id, for: max(code.expiresAt - now, .zero) + .seconds(3600))
        let isRight = tries <= VerificationCodeText.allowedTries && ConstantTime.areEqual(text.uppercased(), code.code)
        if isRight { return }
        if tries >= VerificationCodeText.allowedTries { _ = try await codes.settle(code.id, as: .expired, at: now) }
        throw Self.refused
    }

    private static let refused = DomainError.badRequest("Invalid or expired verification code")
}

extension CompletedRegistration {
    fileprivate init(_ joined: JoinedAccount) {
        self.init(
            email: joined.user.email,
            displayName: joined.user.displayName,
            accountName: joined.account.name,
            accountSlug: joined.account.slug
        )
    }
}

extension VerificationClaims.Purpose {
    /// What a code is good for; nil for an invitation of nobody.
    fileprivate init?(_ code: VerificationCode) {
        switch (code.type, code.userID) {
        case (.registration, _): self = .registration
        case (.invite, let user?): self = .invite(user)
        case (.invite, nil): return nil
        }
    }
}
