import ByteJSON
import LeadrDomain

extension User {
    /// Writes the user as the admin API shows them (`contract/platform.md §3.2`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("account_id", accountID)
        writer.member("email", email)
        writer.member("display_name", displayName)
        writer.member("super_admin", isSuperAdmin)
        writer.member("status", status.wire)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A user.
    static let user = Schema.object(
        "User",
        [
            SchemaField("id", .id(Kinds.User.self)), SchemaField("account_id", .id(Kinds.Account.self)), SchemaField("email", .string),
            SchemaField("display_name", .string), SchemaField("super_admin", .boolean), SchemaField("status", .oneOf(UserStatus.self)),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<User> {
    static let users = Resource(tag: "users", noun: "a user", schema: .user) { $0.write(to: &$1) }
}
