import ByteJSON
import LeadrDomain

/// Members of what operators read. Field names are stable: `docs/operations.md`.
extension JSONValue {
    static func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }

    static func count(_ number: Int) -> JSONValue {
        .integer(Int64(number))
    }

    static func time(_ time: Timestamp?) -> JSONValue {
        text(time?.rfc3339)
    }

    /// A time that the queue server told, in milliseconds since the Unix epoch.
    static func time(milliseconds: Int64?) -> JSONValue {
        time(milliseconds.map { Timestamp(microseconds: $0 * 1000) })
    }

    /// A duration in seconds, to the millisecond.
    static func seconds(_ duration: Duration?) -> JSONValue {
        duration.map { .number(Double($0.microseconds / 1000) / 1000) } ?? .null
    }
}
