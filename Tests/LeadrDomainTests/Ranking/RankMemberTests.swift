import Foundation
import LeadrDomain
import Testing

@Suite struct RankMemberTests {
    private func member(_ microseconds: Int64, _ id: UInt8) -> RankMember {
        RankMember(createdAt: Timestamp(microseconds: microseconds), id: ScoreEvents.uuid(id))
    }

    @Test(arguments: [0, 1, -1, 1_768_480_200_123_456, .max, .min] as [Int64])
    func `bytes and hexadecimal text convert both ways`(microseconds: Int64) throws {
        let member = member(microseconds, 7)
        #expect(member.bytes.count == RankMember.byteCount)
        #expect(RankMember(bytes: member.bytes) == member)
        #expect(RankMember(hexadecimal: member.hexadecimal) == member)
        #expect(RankMember(hexadecimal: member.hexadecimal.uppercased()) == member)
    }

    @Test func `the layout is fixed: inverted time, then the id`() throws {
        let id = try #require(UUIDText.parse("00112233-4455-6677-8899-aabbccddeeff"))
        let member = RankMember(createdAt: Timestamp(microseconds: 1), id: id)
        #expect(member.hexadecimal == "7ffffffffffffffe00112233445566778899aabbccddeeff")
    }

    @Test func `bytes sort as the rank order does among equal values`() {
        var generator = SeededGenerator(seed: 5)
        let members = (0..<200).map { _ in
            member(Int64.random(in: -3...3, using: &generator), UInt8.random(in: 0...255, using: &generator))
        }
        let byBytes = members.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        let byOrder = members.sorted {
            RankOrder(rankValue: 0, createdAt: $0.createdAt, id: $0.id) < RankOrder(rankValue: 0, createdAt: $1.createdAt, id: $1.id)
        }
        #expect(byBytes == byOrder)
    }

    @Test(arguments: [0, 23, 25])
    func `other lengths are refused`(count: Int) {
        #expect(RankMember(bytes: [UInt8](repeating: 0, count: count)) == nil)
        #expect(RankMember(hexadecimal: String(repeating: "0", count: count * 2)) == nil)
    }

    @Test(arguments: [String(repeating: "0", count: 47), String(repeating: "g", count: 48), ""])
    func `what is no hexadecimal text is refused`(text: String) {
        #expect(RankMember(hexadecimal: text) == nil)
    }
}
