import ByteJSON
import LeadrDomain
import LeadrServices

/// The answers of registration (`contract/platform.md §4.1`, `§4.3`).
extension RegistrationOptions {
    /// The answer to everybody who asks for a code, whether one was sent or not.
    func encodedSentCode() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("message", "Verification code sent to email")
        writer.member("code_expires_in", codeLifetime.wholeSeconds)
        writer.endObject()
        return writer.bytes
    }
}

extension VerifiedAddress {
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("verification_token", token)
        writer.member("expires_in", lifetime.wholeSeconds)
        writer.member("type", type.wire)
        writer.endObject()
        return writer.bytes
    }
}

extension JoinedAccount {
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("account_id", account.id)
        writer.member("account_name", account.name)
        writer.member("account_slug", account.slug)
        writer.member("api_key", key)
        writer.member("display_name", user.displayName)
        writer.endObject()
        return writer.bytes
    }
}

extension Schema {
    /// The answer to a request for a code.
    static let sentCode = Schema.object(
        "SentCode",
        [SchemaField("message", .string), SchemaField("code_expires_in", .integer)],
        isClosed: true
    )

    /// A token that proves an address.
    static let verifiedAddress = Schema.object(
        "VerifiedAddress",
        [
            SchemaField("verification_token", .string), SchemaField("expires_in", .integer), SchemaField("type", .oneOf(VerificationCodeType.self)),
        ],
        isClosed: true
    )

    /// The account that somebody registered or joined, with the key to it.
    static let joinedAccount = Schema.object(
        "JoinedAccount",
        [
            SchemaField("account_id", .id(Kinds.Account.self)), SchemaField("account_name", .string), SchemaField("account_slug", .string),
            SchemaField("api_key", .string), SchemaField("display_name", .string),
        ],
        isClosed: true
    )

    /// Somebody who was invited.
    fileprivate static let invitation = Schema.object(
        "Invitation",
        [
            SchemaField("user_id", .id(Kinds.User.self)), SchemaField("email", .string), SchemaField("status", .oneOf([UserStatus.invited.wire])),
            SchemaField("message", .string),
        ],
        isClosed: true
    )
}

extension Resource<User> {
    /// Users as the answer to an invitation shows them.
    static let invitations = Resource(tag: "registration", noun: "an invitation", schema: .invitation) { user, writer in
        writer.beginObject()
        writer.member("user_id", user.id)
        writer.member("email", user.email)
        writer.member("status", user.status.wire)
        writer.member("message", "Invitation sent")
        writer.endObject()
    }
}

extension Duration {
    fileprivate var wholeSeconds: Int { Int(components.seconds) }
}
