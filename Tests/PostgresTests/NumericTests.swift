import Testing

@testable import Postgres

@Suite struct NumericTests {
    private func bytes(_ text: String) -> [UInt8]? {
        var buffer: [UInt8] = []
        PostgresNumeric(text: text)?.encode(into: &buffer)
        return buffer.isEmpty ? nil : buffer
    }

    @Test(
        arguments: [
            ("0", [0, 0, 0, 0, 0, 0, 0, 0]),
            ("1", [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]),
            ("-10000", [0, 1, 0, 1, 0x40, 0, 0, 0, 0, 1]),
            ("0.0001", [0, 1, 0xFF, 0xFF, 0, 0, 0, 4, 0, 1]),
            ("12345.67", [0, 3, 0, 1, 0, 0, 0, 2, 0, 1, 0x09, 0x29, 0x1A, 0x2C]),
            ("NaN", [0, 0, 0, 0, 0xC0, 0, 0, 0]),
        ] as [(String, [UInt8])]
    )
    func `groups of four digits line up with the point`(text: String, expected: [UInt8]) {
        #expect(bytes(text) == expected)
    }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("-0.00", "0.00"), ("007", "7"), ("+1.50", "1.50"), (".5", "0.5"), ("5.", "5"), ("1e3", "1000"), ("1E-3", "0.001"),
        ("12.5e1", "125"), ("1.25e1", "12.5"), ("1e-5", "0.00001"), ("-9999.9999", "-9999.9999"), ("inf", "Infinity"), ("-Infinity", "-Infinity"),
        ("nan", "NaN"), ("100000000", "100000000"), ("0.1000", "0.1000"),
    ])
    func `text is brought into the server's form`(text: String, expected: String) throws {
        #expect(PostgresNumeric(text: text)?.text == expected)
    }

    @Test(arguments: ["", "-", ".", "e5", "1e", "1.2.3", "1 ", " 1", "0x10", "1e9999999", "1e200000", "1e-20000", "١", "--1", "1_000"])
    func `what is no number is refused`(text: String) {
        #expect(PostgresNumeric(text: text) == nil)
    }

    @Test(arguments: [0.1, 1e300, -1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, 123456789.125])
    func `a double becomes the shortest decimal that reads back`(value: Double) throws {
        #expect(Double(PostgresNumeric(value).text) == value)
    }

    @Test func `doubles that are no finite number keep their meaning`() {
        #expect(PostgresNumeric(Double.nan).text == "NaN")
        #expect(PostgresNumeric(-Double.infinity).text == "-Infinity")
        #expect(PostgresNumeric(Int64.min).text == "-9223372036854775808")
    }

    @Test func `random numbers survive the binary form`() throws {
        for _ in 0..<2000 {
            let integer = String((0..<Int.random(in: 1...12)).map { _ in "0123456789".randomElement() ?? "0" })
            let fraction = String((0..<Int.random(in: 0...12)).map { _ in "0123456789".randomElement() ?? "0" })
            let number = try #require(PostgresNumeric(text: integer + (fraction.isEmpty ? "" : "." + fraction)))
            var buffer: [UInt8] = []
            number.encode(into: &buffer)
            #expect(try buffer.withUnsafeBytes { try NumericDigits(bytes: $0) }.text == number.text)
        }
    }

    @Test func `malformed bytes are refused`() {
        for bytes in [[], [0, 1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0, 0x27, 0x10], [0, 0, 0, 0, 1, 0, 0, 0]] as [[UInt8]] {
            #expect(throws: PostgresError.self) { try bytes.withUnsafeBytes { bytes throws(PostgresError) in try NumericDigits(bytes: bytes) } }
        }
    }
}
