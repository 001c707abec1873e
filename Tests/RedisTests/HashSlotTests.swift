import Testing

@testable import Redis

@Suite struct HashSlotTests {
    @Test(arguments: [("123456789", 0x31C3), ("", 0), ("foo", 44_950), ("a", 0x7C87)] as [(String, UInt16)])
    func `the checksum is CRC-16 XMODEM`(text: String, checksum: UInt16) {
        #expect(CRC16.checksum(text.utf8) == checksum)
    }

    // The slots as `CLUSTER KEYSLOT` of Redis 7 gives them.
    @Test(arguments: [("foo", 12_182), ("bar", 5_061), ("hello", 866), ("", 0), ("{s0}:x", 11_097), ("{s1}:x", 15_224)] as [(String, Int)])
    func `a key has the slot the server computes`(key: String, slot: Int) {
        #expect(HashSlot(key: key.utf8).number == slot)
    }

    @Test(arguments: [
        ("p{s0}:a", "{s0}:b"), ("{user1000}.following", "user1000"), ("foo{bar}{zap}", "bar"), ("foo{{bar}}zap", "{bar"),
    ])
    func `what stands in the first braces decides`(key: String, other: String) {
        #expect(HashSlot(key: key.utf8) == HashSlot(key: other.utf8))
    }

    @Test(arguments: ["foo{}{bar}", "foo{bar", "foo}bar{"])
    func `empty or open braces do not count`(key: String) {
        #expect(HashSlot(key: key.utf8).number == Int(CRC16.checksum(key.utf8)) % 16_384)
    }

    @Test func `there are 16384 slots`() {
        #expect(HashSlot(-1) == nil && HashSlot(16_384) == nil)
        #expect(HashSlot(0)?.number == 0 && HashSlot(16_383)?.number == 16_383)
    }
}
