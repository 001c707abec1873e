/// How doubles are written (`contract/client-auth.md §1.1`).
enum JSONNumberText {
    /// Integers below this are written digit by digit, above by `description`.
    private static let plainLimit = 1e15

    /// Appends the shortest text that reads back as the same double, always with a point or an exponent, never a bare integer.
    ///
    /// Negative zero is written as zero (`contract/rulings.md`, numbers); a value that is not finite, which JSON cannot express, as `null`.
    static func append(_ value: Double, to target: inout [UInt8]) {
        guard value.isFinite else {
            target.append(contentsOf: "null".utf8)
            return
        }
        if abs(value) < plainLimit, value.rounded(.towardZero) == value {
            append(Int64(value), to: &target)
            target.append(UInt8(ascii: "."))
            target.append(UInt8(ascii: "0"))
        } else {
            target.append(contentsOf: value.description.utf8)
        }
    }

    /// Appends decimal digits with a sign when negative.
    static func append(_ value: Int64, to target: inout [UInt8]) {
        if value < 0 { target.append(UInt8(ascii: "-")) }
        var magnitude = value.magnitude
        let start = target.count
        repeat {
            target.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        target[start...].reverse()
    }
}
