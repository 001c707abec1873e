import ByteJSON
import HTTPTypes
import LeadrDomain
import Postgres
import Testing

/// A mail as it stands in the database.
struct StoredMail: Sendable {
    let recipient: String
    let subject: String
    let body: String
    let sender: String
    let replyTo: String
    let priority: String
    let status: String
    let code: String?
}

extension APIFixture {
    /// Runs a statement past the API.
    @discardableResult
    func run(_ sql: String, _ parameters: (any PostgresEncodable)?...) async throws -> PostgresResult {
        try await pool.query(PostgresQuery(sql, parameters, operation: "test", table: "test"))
    }

    /// The whole number that a query selects.
    func number(_ sql: String, _ parameters: (any PostgresEncodable)?...) async throws -> Int64 {
        let row = try await pool.query(PostgresQuery(sql, parameters, operation: "test", table: "test")).firstRow
        return try #require(row).decode(0)
    }

    /// All mails, newest first.
    func mails() async throws -> [StoredMail] {
        let sql = """
            SELECT "to", subject, body, from_email, reply_to, priority::text, status::text, template_data ->> 'code' FROM emails
            ORDER BY created_at DESC, id DESC
            """
        return try await run(sql).map { row in
            StoredMail(
                recipient: try row.decode(0),
                subject: try row.decode(1),
                body: try row.decode(2),
                sender: try row.decode(3),
                replyTo: try row.decode(4),
                priority: try row.decode(5),
                status: try row.decode(6),
                code: try row.decode(7)
            )
        }
    }

    /// Asks for a code and reads it from the mail.
    func code(for email: String) async throws -> String {
        try #require(try await send(.post, "/register/initiate", body: #"{"email":"\#(email)"}"#).status == 201)
        return try #require(try await mails().first?.code)
    }

    func verify(_ email: String, _ code: String) async throws -> Answer {
        try await send(.post, "/register/verify", body: #"{"email":"\#(email)","code":"\#(code)"}"#)
    }

    /// Proves an address.
    func token(for email: String) async throws -> String {
        let answer = try await verify(email, code(for: email))
        return try #require(answer["verification_token"]?.string, "\(answer.json)")
    }

    /// Completes with a token.
    ///
    /// - Parameter fields: Further JSON members, each after a comma.
    func complete(_ token: String, _ fields: String = "") async throws -> Answer {
        try await send(.post, "/register/complete", body: #"{"verification_token":"\#(token)"\#(fields)}"#)
    }

    /// Creates a user through the admin API.
    func user(in account: String, _ email: String, name: String = "Some One") async throws -> String {
        let body = #"{"account_id":"\#(account)","email":"\#(email)","display_name":"\#(name)"}"#
        let answer = try await admin(.post, "/users", body)
        return try #require(answer["id"]?.string, "\(answer.json)")
    }
}

/// Identifiers of nothing.
enum Unknown {
    static let account = "acc_00000000-0000-4000-8000-000000000000"
    static let user = "usr_00000000-0000-4000-8000-000000000000"
    static let key = "key_00000000-0000-4000-8000-000000000000"
    static let jamCode = "jam_00000000-0000-4000-8000-000000000000"
}
