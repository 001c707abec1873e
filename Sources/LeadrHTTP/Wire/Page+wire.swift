import ByteJSON
import Hummingbird
import LeadrDomain

extension Page {
    /// The envelope of a list (`contract/pagination.md §2`).
    func encoded(_ write: (Row, inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 256 + 512 * count)
        writer.beginObject()
        writer.key("data")
        writer.beginArray()
        for row in rows { write(row, &writer) }
        writer.endArray()
        writer.key("pagination")
        writer.beginObject()
        writer.member("next_cursor", nextCursor)
        writer.member("prev_cursor", previousCursor)
        writer.member("has_next", hasNext)
        writer.member("has_prev", hasPrevious)
        writer.member("count", count)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
