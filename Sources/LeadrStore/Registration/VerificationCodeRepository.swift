import Foundation
import LeadrDomain
import Postgres

/// Reads and writes verification codes. At most one code of an address is pending.
public struct VerificationCodeRepository: Sendable {
    private static let columns = "id, email, code, status, code_type, user_id, expires_at, created_at"

    /// Keeps the advisory locks of addresses apart from others: the bytes of `leadr_vc`.
    private static let lockSeed: Int64 = 0x6C65_6164_725F_7663

    private let pool: PostgresPool

    /// A repository on a pool.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The pending code of an address, be its life over or not.
    public func pending(for email: String) async throws(PostgresError) -> VerificationCode? {
        let sql = "SELECT \(Self.columns) FROM verification_codes WHERE email = $1 AND status = 'pending' ORDER BY created_at DESC LIMIT 1"
        let query = PostgresQuery(sql, [email], operation: "select", table: "verification_codes")
        guard let row = try await pool.query(query).firstRow else { return nil }
        return try Self.code(row)
    }

    /// Marks a pending code as used or expired; false when it is not pending any more, so that of several tries one wins.
    public func settle(_ id: UUID, as status: VerificationCodeStatus, at now: Timestamp) async throws(PostgresError) -> Bool {
        let sql = """
            UPDATE verification_codes SET status = $2::verification_code_status, updated_at = $3,
                used_at = CASE WHEN $2::text = 'used' THEN $3::timestamptz END
            WHERE id = $1 AND status = 'pending'
            """
        let query = PostgresQuery(sql, [id, status.rawValue, now], operation: "update", table: "verification_codes")
        return try await pool.query(query).affectedRows == 1
    }

    /// Lets everything that issues codes for one address happen one after the other, until the end of the transaction.
    static func lock(_ email: String) -> PostgresQuery {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, $2))"
        return PostgresQuery(sql, [email, lockSeed], operation: "lock", table: "verification_codes")
    }

    /// Counts the codes of a type that an address got since a time.
    static func count(of email: String, _ type: VerificationCodeType, since start: Timestamp) -> PostgresQuery {
        let sql = "SELECT count(*) FROM verification_codes WHERE email = $1 AND code_type = $2::verification_code_type AND created_at > $3"
        return PostgresQuery(sql, [email, type.rawValue, start], operation: "select", table: "verification_codes")
    }

    /// Expires what is pending for the code's address and stores the code.
    static func replacement(with code: VerificationCode) -> [PostgresQuery] {
        let expiry = "UPDATE verification_codes SET status = 'expired', updated_at = $2 WHERE email = $1 AND status = 'pending'"
        let insertion = """
            INSERT INTO verification_codes (\(columns), updated_at)
            VALUES ($1, $2, $3, $4::verification_code_status, $5::verification_code_type, $6, $7, $8, $8)
            """
        return [
            PostgresQuery(expiry, [code.email, code.createdAt], operation: "update", table: "verification_codes"),
            PostgresQuery(
                insertion,
                [code.id, code.email, code.code, code.status.rawValue, code.type.rawValue, code.userID, code.expiresAt, code.createdAt],
                operation: "insert",
                table: "verification_codes"
            ),
        ]
    }

    private static func code(_ row: PostgresRow) throws(PostgresError) -> VerificationCode {
        var column = ColumnReader(row)
        return VerificationCode(
            id: try column.next(),
            email: try column.next(),
            code: try column.next(),
            status: try column.choice(),
            type: try column.choice(),
            userID: try column.next(),
            expiresAt: try column.next(),
            createdAt: try column.next()
        )
    }
}
