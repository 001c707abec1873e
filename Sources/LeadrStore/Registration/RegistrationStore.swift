import LeadrDomain
import Postgres

/// The transactions of registration (`contract/platform.md §4`): each writes the mail that tells of it, or nothing at all.
public struct RegistrationStore: Sendable {
    private let pool: PostgresPool

    /// A store on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Replaces the pending code of an address, unless the address got too many within the hour before.
    ///
    /// - Parameter limit: Most codes of this type in an hour, over all processes.
    /// - Returns: Whether the code was issued.
    public func issue(_ code: VerificationCode, _ mail: Email, atMost limit: Int) async throws -> Bool {
        try await pool.transaction { connection in
            _ = try await connection.query(VerificationCodeRepository.lock(code.email))
            let count = VerificationCodeRepository.count(of: code.email, code.type, since: code.createdAt - .seconds(3600))
            guard let row = try await connection.query(count).firstRow, try row.decode(0, as: Int64.self) < limit else { return false }
            _ = try await connection.pipeline(VerificationCodeRepository.replacement(with: code) + EmailRepository.writes(of: mail))
            return true
        }
    }

    /// Invites a user, or once more one who was invited to the same account before.
    ///
    /// - Parameters:
    ///   - user: Stored if the address is new.
    ///   - code: Replaces the pending code of the address; made out to the invited user.
    ///   - mail: Carries the code; nil when it could not be written.
    /// - Throws: `PostgresError`.
    public func invite(_ user: User, _ code: VerificationCode, _ mail: Email?) async throws -> InvitationOutcome {
        try await pool.transaction { connection in
            _ = try await connection.query(VerificationCodeRepository.lock(code.email))
            let known = try await UserRepository.find(email: user.email, on: connection)
            if let known {
                guard known.deletedAt == nil, known.status == .invited, known.accountID == user.accountID else { return .taken(known) }
            } else {
                guard try await connection.query(UserRepository.insertion(of: user)).affectedRows == 1 else { return .noAccount }
            }
            var code = code
            code.userID = (known ?? user).id
            var writes = VerificationCodeRepository.replacement(with: code)
            if let mail { writes += EmailRepository.writes(of: mail) }
            _ = try await connection.pipeline(writes)
            return .invited(known ?? user)
        }
    }

    /// Opens an account with everything that belongs to it.
    ///
    /// - Returns: False when the jam code cannot be redeemed; then nothing was written.
    /// - Throws: `PostgresError`; a unique violation names `ix_accounts_name`, `ix_accounts_slug`, `ix_users_email` or `ix_api_keys_key_prefix`.
    public func register(_ opening: AccountOpening) async throws -> Bool {
        try await pool.transaction { connection in
            // Always first: of two registrations with one code the second waits here, and not while it holds a name.
            var redemption: [PostgresQuery] = []
            if let jam = opening.jamCode {
                let used = try await connection.query(JamCodeRepository.use(of: jam.code, at: opening.account.createdAt))
                guard let row = used.firstRow else { return false }
                let id = try row.decode(0, as: JamCodeID.self)
                redemption = [JamCodeRepository.redemption(jam.redemptionID, of: id, by: opening.account.id, at: opening.account.createdAt)]
            }
            var writes = [
                AccountRepository.insertion(of: opening.account), UserRepository.insertion(of: opening.user),
                APIKeyRepository.insertion(of: opening.key),
            ]
            writes += redemption
            if let mail = opening.mail { writes += EmailRepository.writes(of: mail) }
            _ = try await connection.pipeline(writes)
            return true
        }
    }

    /// Lets an invited user in.
    ///
    /// - Parameter admit: Decides on the user, who is locked meanwhile, or refuses by throwing.
    /// - Returns: What was decided; nil when there is no such live user.
    public func activate(_ id: UserID, _ admit: (User, Account) throws -> UserActivation) async throws -> UserActivation? {
        try await pool.transaction { connection in
            guard let (user, account) = try await UserRepository.findWithAccount(id, on: connection) else { return nil }
            let activation = try admit(user, account)
            var writes = [UserRepository.activation(of: activation.user), APIKeyRepository.insertion(of: activation.key)]
            if let mail = activation.mail { writes += EmailRepository.writes(of: mail) }
            _ = try await connection.pipeline(writes)
            return activation
        }
    }
}
