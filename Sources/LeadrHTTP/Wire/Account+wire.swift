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
