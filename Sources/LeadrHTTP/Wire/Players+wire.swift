import ByteJSON
import LeadrDomain

extension Device {
    /// Writes the device as the admin API shows it (`contract/platform.md §5`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("game_id", gameID)
        writer.member("client_fingerprint", clientFingerprint)
        writer.member("platform", platform)
        writer.member("status", status.wire)
        writer.member("first_seen_at", firstSeenAt)
        writer.member("last_seen_at", lastSeenAt)
        writer.member("metadata", json: metadata)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Identity {
    /// Writes the identity as the admin API shows it (`contract/platform.md §5`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("game_id", gameID)
        writer.member("kind", kind.wire)
        writer.member("external_key", externalKey)
        writer.member("display_name", displayName)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension IdentitySession {
    /// Writes the session as the admin API shows it: no tokens, no address (`contract/rulings.md`, identity session admin view).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("identity_id", identityID)
        writer.member("expires_at", expiresAt)
        writer.member("refresh_expires_at", refreshExpiresAt)
        writer.member("revoked_at", revokedAt)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A device.
    static let device = Schema.object(
        "Device",
        [
            SchemaField("id", .id(Kinds.Device.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("game_id", .id(Kinds.Game.self)), SchemaField("client_fingerprint", .string),
            SchemaField("platform", Schema.string.orNull), SchemaField("status", .oneOf(DeviceStatus.self)),
            SchemaField("first_seen_at", .timestamp), SchemaField("last_seen_at", .timestamp), SchemaField("metadata", .anyObject),
        ] + SchemaField.times,
        isClosed: true
    )

    /// An identity.
    static let identity = Schema.object(
        "Identity",
        [
            SchemaField("id", .id(Kinds.Identity.self)), SchemaField("account_id", .id(Kinds.Account.self)),
            SchemaField("game_id", .id(Kinds.Game.self)), SchemaField("kind", .oneOf(IdentityKind.self)), SchemaField("external_key", .string),
            SchemaField("display_name", Schema.string.orNull),
        ] + SchemaField.times,
        isClosed: true
    )

    /// A session of an identity.
    static let identitySession = Schema.object(
        "IdentitySession",
        [
            SchemaField("id", .id(Kinds.IdentitySession.self)), SchemaField("identity_id", .id(Kinds.Identity.self)),
            SchemaField("expires_at", .timestamp), SchemaField("refresh_expires_at", .timestamp),
            SchemaField("revoked_at", Schema.timestamp.orNull),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<Device> {
    static let devices = Resource(tag: "devices", noun: "a device", schema: .device) { $0.write(to: &$1) }
}

extension Resource<Identity> {
    static let identities = Resource(tag: "identities", noun: "an identity", schema: .identity) { $0.write(to: &$1) }
}

extension Resource<IdentitySession> {
    static let identitySessions = Resource(tag: "identity sessions", noun: "a session", schema: .identitySession) { $0.write(to: &$1) }
    /// The same under the name of earlier versions.
    static let deviceSessions = Resource(tag: "device sessions", noun: "a session of a device", schema: .identitySession) { $0.write(to: &$1) }
}
