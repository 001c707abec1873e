import ByteJSON
import LeadrDomain

extension Account {
    /// Writes the account as the admin API shows it (`contract/platform.md §3.1`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("name", name)
        writer.member("slug", slug)
        writer.member("status", status.wire)
        writer.member("timezone", timezone)
        writer.member("country", country)
        writer.member("city", city)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// An account.
    static let account = Schema.object(
        "Account",
        [
            SchemaField("id", .id(Kinds.Account.self)), SchemaField("name", .string), SchemaField("slug", .string),
            SchemaField("status", .oneOf(AccountStatus.self)), SchemaField("timezone", Schema.string.orNull),
            SchemaField("country", Schema.string.orNull), SchemaField("city", Schema.string.orNull),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<Account> {
    static let accounts = Resource(tag: "accounts", noun: "an account", schema: .account) { $0.write(to: &$1) }
}
