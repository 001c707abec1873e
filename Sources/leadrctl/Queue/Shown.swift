import LeadrDomain

/// How numbers and times are shown to people.
enum Shown {
    /// A duration in its largest fitting unit, `-` for none.
    static func age(_ duration: Duration?) -> String {
        guard let duration else { return "-" }
        let milliseconds = duration.microseconds / 1000
        switch milliseconds {
        case ..<1000: return "\(milliseconds)ms"
        case ..<120_000: return "\(milliseconds / 1000)s"
        case ..<7_200_000: return "\(milliseconds / 60_000)m"
        case ..<172_800_000: return "\(milliseconds / 3_600_000)h"
        default: return "\(milliseconds / 86_400_000)d"
        }
    }

    /// A short duration, to the tenth of a millisecond.
    static func milliseconds(_ duration: Duration) -> String {
        let tenths = duration.microseconds / 100
        return "\(tenths / 10).\(tenths % 10)ms"
    }

    /// A time to the second, `-` for none.
    static func time(_ time: Timestamp?) -> String {
        time.map { Timestamp(microseconds: $0.seconds * 1_000_000).rfc3339 } ?? "-"
    }

    /// The start of a text.
    static func start(_ text: String, _ length: Int = 60) -> String {
        text.count > length ? text.prefix(length - 1) + "…" : text
    }

    /// `yes`, or nothing.
    static func yes(_ flag: Bool) -> String { flag ? "yes" : "" }

    /// A number with its noun.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
