import ByteJSON
import LeadrDomain
import LeadrServices

extension StartedSession {
    /// The answer to a session start; flat, as the SDKs read it (`contract/client-auth.md §4.1`).
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 1536)
        writer.beginObject()
        writer.member("identity_id", identity.id)
        writer.member("game_id", identity.gameID)
        writer.member("account_id", identity.accountID)
        writer.member("kind", identity.kind.wire)
        writer.member("display_name", identity.displayName)
        writer.member("access_token", tokens.accessToken)
        writer.member("refresh_token", tokens.refreshToken)
        writer.member("expires_in", tokens.expiresIn)
        writer.member("test_mode", testMode)
        writer.endObject()
        return writer.bytes
    }
}

extension TokenPair {
    /// The answer to a refresh (`contract/client-auth.md §4.2`).
    func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 1280)
        writer.beginObject()
        writer.member("access_token", accessToken)
        writer.member("refresh_token", refreshToken)
        writer.member("expires_in", expiresIn)
        writer.endObject()
        return writer.bytes
    }
}

extension Schema {
    /// The answer to a session start.
    static let startedSession = Schema.object(
        "StartedSession",
        [
            SchemaField("identity_id", .id(Kinds.Identity.self)), SchemaField("game_id", .id(Kinds.Game.self)),
            SchemaField("account_id", .id(Kinds.Account.self)), SchemaField("kind", .oneOf(IdentityKind.self)),
            SchemaField("display_name", Schema.string.orNull),
        ] + tokens + [SchemaField("test_mode", .boolean)],
        isClosed: true
    )

    /// The answer to a refresh.
    static let tokenPair = Schema.object("TokenPair", tokens, isClosed: true)

    private static let tokens = [
        SchemaField("access_token", .string), SchemaField("refresh_token", .string), SchemaField("expires_in", .integer),
    ]
}
