import ByteJSON
import LeadrDomain

/// A kind of thing that the API serves: how it is written and what that looks like.
struct Resource<Row: Sendable>: Sendable {
    /// Heading of its routes in the API document.
    let tag: String
    /// What one of them is called there.
    let noun: String
    /// Shape of its JSON.
    let schema: Schema
    /// Writes one.
    let write: @Sendable (Row, inout JSONWriter) -> Void

    /// The JSON of one.
    func encoded(_ row: Row) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        write(row, &writer)
        return writer.bytes
    }

    /// The JSON of a page of them.
    func encoded(_ page: Page<Row>) -> [UInt8] {
        page.encoded { write($0, &$1) }
    }

    /// Shape of a page of them (`contract/pagination.md §2`).
    var pageSchema: Schema {
        .object([SchemaField("data", schema.list), SchemaField("pagination", .pagination)])
    }
}

extension Schema {
    /// What a page says about its neighbours.
    static let pagination = Schema.object(
        "Pagination",
        [
            SchemaField("next_cursor", Schema.string.orNull), SchemaField("prev_cursor", Schema.string.orNull), SchemaField("has_next", .boolean),
            SchemaField("has_prev", .boolean), SchemaField("count", .integer(0...100)),
        ],
        isClosed: true
    )
}
