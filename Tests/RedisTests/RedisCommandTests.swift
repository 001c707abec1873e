import Testing

@testable import Redis

@Suite struct RedisCommandTests {
    private func text(_ command: RedisCommand) -> String {
        String(decoding: command.bytes, as: UTF8.self)
    }

    @Test func `a command is an array of bulk strings`() {
        #expect(text(RedisCommand("GET", "key")) == "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n")
        #expect(text(RedisCommand("PING")) == "*1\r\n$4\r\nPING\r\n")
    }

    @Test func `lengths count bytes, not characters`() {
        #expect(text(RedisCommand("GET", "héé")) == "*2\r\n$3\r\nGET\r\n$5\r\nhéé\r\n")
    }

    @Test func `text cannot end an argument early`() {
        #expect(text(RedisCommand("SET", "a\r\n$1\r\nb", "")) == "*3\r\n$3\r\nSET\r\n$8\r\na\r\n$1\r\nb\r\n$0\r\n\r\n")
    }

    @Test(arguments: [
        (Int64(0), "0"), (9, "9"), (10, "10"), (-1, "-1"), (-10, "-10"), (1_234_567, "1234567"), (.max, "9223372036854775807"),
        (.min, "-9223372036854775808"),
    ])
    func `integers are decimal`(value: Int64, expected: String) {
        #expect(text(RedisCommand("X", .integer(value))) == "*2\r\n$1\r\nX\r\n$\(expected.utf8.count)\r\n\(expected)\r\n")
    }

    @Test(arguments: [(0.1, "0.1"), (-0.0, "-0.0"), (1e300, "1e+300"), (.infinity, "inf"), (-.infinity, "-inf")])
    func `doubles keep their exact value`(value: Double, expected: String) {
        #expect(text(RedisCommand("X", .double(value))) == "*2\r\n$1\r\nX\r\n$\(expected.utf8.count)\r\n\(expected)\r\n")
    }

    @Test func `bytes travel as they are`() {
        let bytes: [UInt8] = [0, 13, 10, 255]
        #expect(RedisCommand("SET", .bytes(bytes)).bytes == Array("*2\r\n$3\r\nSET\r\n$4\r\n".utf8) + bytes + [13, 10])
    }

    @Test func `large arguments have multi-digit lengths`() {
        let command = RedisCommand("SET", .bytes([UInt8](repeating: 120, count: 1234)))
        #expect(text(command).hasPrefix("*2\r\n$3\r\nSET\r\n$1234\r\nx"))
        #expect(command.bytes.count == 4 + 9 + 7 + 1234 + 2)
    }

    @Test func `a function call counts its keys`() {
        let call = RedisCommand(calling: "f", keys: ["a", "b"], arguments: [7])
        #expect(text(call) == "*6\r\n$5\r\nFCALL\r\n$1\r\nf\r\n$1\r\n2\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\n7\r\n")
        #expect(text(RedisCommand(calling: "f", keys: [], arguments: [], readOnly: true)) == "*3\r\n$8\r\nFCALL_RO\r\n$1\r\nf\r\n$1\r\n0\r\n")
    }
}
