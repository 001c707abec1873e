import ByteJSON
import LeadrDomain
import LeadrServices

extension APIKey {
    /// Writes the key as the admin API shows it (`contract/platform.md §3.3`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("user_id", userID)
        writer.member("name", name)
        writer.member("prefix", keyPrefix)
        writer.member("status", status.wire)
        writer.member("last_used_at", lastUsedAt)
        writer.member("expires_at", expiresAt)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension IssuedAPIKey {
    /// Writes the answer to a creation, the only one that holds the key itself.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", key.id)
        writer.member("name", key.name)
        writer.member("key", text)
        writer.member("prefix", key.keyPrefix)
        writer.member("status", key.status.wire)
        writer.member("expires_at", key.expiresAt)
        writer.member("created_at", key.createdAt)
        writer.endObject()
    }
}

extension Schema {
    /// A key.
    static let apiKey = Schema.object(
        "APIKey",
        [
            SchemaField("id", .id(Kinds.APIKey.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("user_id", .id(Kinds.User.self)), SchemaField("name", .string), SchemaField("prefix", .string),
            SchemaField("status", .oneOf(APIKeyStatus.self)), SchemaField("last_used_at", Schema.timestamp.orNull),
            SchemaField("expires_at", Schema.timestamp.orNull),
        ] + SchemaField.times,
        isClosed: true
    )

    /// A new key with its text.
    static let issuedAPIKey = Schema.object(
        "IssuedAPIKey",
        [
            SchemaField("id", .id(Kinds.APIKey.self)), SchemaField("name", .string), SchemaField("key", .string), SchemaField("prefix", .string),
            SchemaField("status", .oneOf(APIKeyStatus.self)), SchemaField("expires_at", Schema.timestamp.orNull),
            SchemaField("created_at", .timestamp),
        ],
        isClosed: true
    )
}

extension Resource<APIKey> {
    static let apiKeys = Resource(tag: "API keys", noun: "an API key", schema: .apiKey) { $0.write(to: &$1) }
}

extension Resource<IssuedAPIKey> {
    static let issuedAPIKeys = Resource(tag: "API keys", noun: "an API key", schema: .issuedAPIKey) { $0.write(to: &$1) }
}
