/// Reads the parts of a timestamp from left to right.
struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var isAtEnd: Bool { position == bytes.count }

    /// Year, month and day, which need not exist in the calendar.
    mutating func date() -> CivilDate? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2) else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// What follows a date: seconds since its midnight in UTC, and microseconds. Nothing at all is midnight.
    mutating func restOfTimestamp() -> (seconds: Int, microseconds: Int)? {
        if isAtEnd { return (0, 0) }
        guard take("T") || take("t") || take(" "), let time = timeOfDay(), let offset = offsetSeconds(), isAtEnd else { return nil }
        return (time.seconds - offset, time.microseconds)
    }

    /// Hours and minutes, then seconds with a fraction unless they are left out.
    private mutating func timeOfDay() -> (seconds: Int, microseconds: Int)? {
        guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else { return nil }
        let start = hour * 3600 + minute * 60
        guard take(":") else { return (start, 0) }
        guard let second = number(2), second < 60, let fraction = fraction() else { return nil }
        return (start + second, fraction)
    }

    private mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Microseconds of an optional fraction; nil when a dot is followed by no digit.
    private mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        var value = 0
        var digits = 0
        while let digit = digit() {
            if digits < 6 { value = value * 10 + digit }
            digits += 1
        }
        guard digits > 0 else { return nil }
        while digits < 6 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// Seconds east of UTC; zero for `Z` and for no offset at all.
    private mutating func offsetSeconds() -> Int? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let isEast = take("+")
        guard isEast || take("-"), let hours = number(2) else { return nil }
        _ = take(":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isEast ? seconds : -seconds
    }

    private mutating func digit() -> Int? {
        guard position < bytes.count, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") else { return nil }
        defer { position += 1 }
        return Int(bytes[position] - UInt8(ascii: "0"))
    }
}
