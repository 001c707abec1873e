import LeadrDomain
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (1_768_480_200_123_456, "2026-01-15T12:30:00.123456Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (1_000, "1970-01-01T00:00:00.001000Z"),
        ] as [(Int64, String)]
    )
    func `RFC 3339 text and microseconds convert both ways`(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).rfc3339 == text)
        #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "2026-01-15T13:30:00.123456+01:00", "2026-01-15 12:30:00.123456Z", "2026-01-15T12:30:00.1234569", "2026-01-15T07:30:00.123456-0500",
    ])
    func `offsets, blanks and surplus digits are understood`(text: String) {
        #expect(Timestamp(rfc3339: text)?.microseconds == 1_768_480_200_123_456)
    }

    @Test(
        arguments: [
            ("2026-01-15T12:30Z", 1_768_480_200), ("2026-01-15t12:30", 1_768_480_200), ("2026-01-15 13:30+01:00", 1_768_480_200),
            ("2026-01-15T12:30-0030", 1_768_482_000), ("2026-01-15", 1_768_435_200), ("2000-02-29", 951_782_400), ("0001-01-01", -62_135_596_800),
        ] as [(String, Int64)]
    )
    func `seconds may be left out, and so may the time of a day`(text: String, seconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == seconds * 1_000_000)
    }

    @Test(arguments: [
        "2026-02-29", "2026-01-15Z", "2026-01-15T", "2026-01-15 ", "2026-01", "2026-01-15T12", "2026-01-15T12Z", "2026-01-15T12:",
        "2026-01-15T12:30:",
        "2026-01-15T12:30.5Z", "2026-01-15T24:00", "2026-01-15T12:60Z", "2026-01-15_12:30Z", "2026-1-5", "20260115", "0000-12-31", "1768480200",
        " 2026-01-15", "2026-01-15T1230Z", "2026-01-15T12:3Z", "2026-01-15T12:30Z ",
    ])
    func `what is cut short elsewhere is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [
        "", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-15T24:00:00Z", "2026-01-15T12:30:00.Z", "2026-01-15T12:30:00Zx",
        "2026-01-15T12:30:00+99:00", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    ])
    func `what is no time is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [Int64.min, -62_167_219_200_000_001, 253_402_300_800_000_000, Int64.max])
    func `a time that no year of four digits has is written all the same`(microseconds: Int64) {
        #expect(Timestamp(microseconds: microseconds).rfc3339.utf8.count >= 20)
    }
}
