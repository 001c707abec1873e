/// How doubles are written (`contract/client-auth.md §1.1`).
enum JSONNumberText {
    /// Below this, numbers of at most three decimals have at most 15 digits, so no shorter text reads back as the same double.
    private static let plainLimit = 1e12

    /// Appends the shortest text that reads back as the same double, always with a point or an exponent, never a bare integer.
    ///
    /// Negative zero is written as zero (`contract/rulings.md`, numbers); a value that is not finite, which JSON cannot express, as `null`.
    static func append(_ value: Double, to target: inout [UInt8]) {
        if let thousandths = thousandths(value) {
            append(thousandths: thousandths, to: &target)
        } else if value.isFinite {
            var text = value.description
            text.withUTF8 { target.append(contentsOf: $0) }
        } else {
            target.append(contentsOf: "null".utf8)
        }
    }

    /// Appends decimal digits with a sign when negative.
    static func append(_ value: Int64, to target: inout [UInt8]) {
        // 19 digits and a sign.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
            var start = 20
            prependDigits(value.magnitude, to: buffer, &start)
            if value < 0 { prepend(UInt8(ascii: "-"), to: buffer, &start) }
            target.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
        }
    }

    /// The value times 1000 when that is an integer, as for nearly all scores: those are written without the general conversion.
    private static func thousandths(_ value: Double) -> Int64? {
        guard abs(value) < plainLimit else { return nil }
        let scaled = Int64((value * 1000).rounded())
        return Double(scaled) / 1000 == value ? scaled : nil
    }

    private static func append(thousandths: Int64, to target: inout [UInt8]) {
        // 12 digits, a point, 3 digits and a sign.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
            var start = 20
            let whole = thousandths.magnitude / 1000
            var fraction = thousandths.magnitude % 1000
            var decimals = 3
            while decimals > 1, fraction % 10 == 0 {
                fraction /= 10
                decimals -= 1
            }
            for _ in 0..<decimals {
                prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction % 10), to: buffer, &start)
                fraction /= 10
            }
            prepend(UInt8(ascii: "."), to: buffer, &start)
            prependDigits(whole, to: buffer, &start)
            if thousandths < 0 { prepend(UInt8(ascii: "-"), to: buffer, &start) }
            target.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
        }
    }

    @inline(__always)
    private static func prepend(_ byte: UInt8, to buffer: UnsafeMutableBufferPointer<UInt8>, _ start: inout Int) {
        start -= 1
        buffer[start] = byte
    }

    @inline(__always)
    private static func prependDigits(_ value: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, _ start: inout Int) {
        var rest = value
        repeat {
            prepend(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10), to: buffer, &start)
            rest /= 10
        } while rest > 0
    }
}
