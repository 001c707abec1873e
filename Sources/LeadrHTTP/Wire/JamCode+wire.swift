import ByteJSON
import LeadrDomain

extension JamCode {
    /// Writes the code as the admin API shows it (`contract/platform.md §4.4`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("code", code)
        writer.member("description", description)
        writer.member("features", json: features)
        writer.key("max_uses")
        if let maxUses { writer.integer(maxUses) } else { writer.null() }
        writer.member("current_uses", Int(currentUses))
        writer.member("active", isActive)
        writer.member("expires_at", expiresAt)
        writer.member("created_at", createdAt)
        writer.member("updated_at", updatedAt)
        writer.endObject()
    }
}

extension Schema {
    /// A jam code.
    static let jamCode = Schema.object(
        "JamCode",
        [
            SchemaField("id", .id(Kinds.JamCode.self)), SchemaField("code", .string), SchemaField("description", .string),
            SchemaField("features", .anyObject), SchemaField("max_uses", Schema.integer.orNull), SchemaField("current_uses", .integer),
            SchemaField("active", .boolean), SchemaField("expires_at", Schema.timestamp.orNull),
        ] + SchemaField.times,
        isClosed: true
    )
}

extension Resource<JamCode> {
    static let jamCodes = Resource(tag: "jam codes", noun: "a jam code", schema: .jamCode) { $0.write(to: &$1) }
}
