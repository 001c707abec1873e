import ByteJSON

/// One refused field of a request, in the form of `contract/platform.md §1.1`.
struct ValidationItem: Sendable, Equatable {
    /// A step of the way to the field: a key, or a position in an array.
    enum Step: Sendable, Equatable, ExpressibleByStringLiteral {
        case key(String)
        case index(Int)

        init(stringLiteral value: String) { self = .key(value) }
    }

    /// Machine code such as `missing`.
    var type: String
    /// The way to the field, starting with `body`, `query`, `path` or `header`.
    var location: [Step]
    /// Text for people.
    var message: String
    /// The value that was refused.
    var input: JSONValue
    /// Parameters of the rule, when it has any.
    var context: JSONObject?

    /// Writes the item as an object.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("type")
        writer.string(type)
        writer.key("loc")
        writer.beginArray()
        for step in location {
            switch step {
            case .key(let name): writer.string(name)
            case .index(let position): writer.integer(Int64(position))
            }
        }
        writer.endArray()
        writer.key("msg")
        writer.string(message)
        writer.key("input")
        writer.raw(input.encoded())
        if let context {
            writer.key("ctx")
            writer.raw(JSONValue.object(context).encoded())
        }
        writer.endObject()
    }
}
