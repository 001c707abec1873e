import ByteJSON
import LeadrDomain

extension ValidationIssue {
    /// Writes the issue as an object (`contract/platform.md §1.1`).
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("type")
        writer.string(type)
        writer.key("loc")
        writer.beginArray()
        for element in loc {
            switch element {
            case .string(let name): writer.string(name)
            case .int(let position): writer.integer(position)
            }
        }
        writer.endArray()
        writer.key("msg")
        writer.string(msg)
        writer.key("input")
        writer.value(input ?? .null)
        if let ctx {
            writer.key("ctx")
            writer.value(ctx)
        }
        writer.endObject()
    }
}
