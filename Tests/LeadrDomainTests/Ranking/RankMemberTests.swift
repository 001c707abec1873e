import Foundation
import LeadrDomain
import Testing

@Suite struct RankMemberTests {
    private func member(_ microseconds: Int64, _ id: UInt8) -> RankMember {
        RankMember(createdAt: Timestamp(microseconds: microseconds), id: ScoreEvents.uuid(id))
    }

    @Test(arguments: [0, 1, -1, 1_768_480_200_123_456, .max, .min] as [Int64], TiePolicy.allCases)
    func `bytes and hexadecimal text convert both ways`(microseconds: Int64, ties: TiePolicy) throws {
        let member = member(microseconds, 7)
        #expect(member.bytes(ties).count == RankMember.byteCount)
        #expect(RankMember(bytes: member.bytes(ties), ties) == member)
        #expect(RankMember(hexadecimal: member.hexadecimal(ties), ties) == member)
        #expect(RankMember(hexadecimal: member.hexadecimal(ties).uppercased(), ties) == member)
    }

    @Test func `the layout is fixed: time, inverted unless the earliest comes first, then the id`() throws {
        let id = try #require(UUIDText.parse("00112233-4455-6677-8899-aabbccddeeff"))
        let member = RankMember(createdAt: Timestamp(microseconds: 1), id: id)
        #expect(member.hexadecimal(.newest) == "7ffffffffffffffe00112233445566778899aabbccddeeff")
        #expect(member.hexadecimal(.shared) == member.hexadecimal(.newest))
        #expect(member.hexadecimal(.earliest) == "800000000000000100112233445566778899aabbccddeeff")
    }

    @Test(arguments: TiePolicy.allCases) func `bytes sort as the rank order does among equal values`(ties: TiePolicy) {
        var generator = SeededGenerator(seed: 5)
        let members = (0..<200).map { _ in
            member(Int64.random(in: -3...3, using: &generator), UInt8.random(in: 0...255, using: &generator))
        }
        func order(_ member: RankMember) -> RankOrder { RankOrder(rankValue: 0, createdAt: member.createdAt, id: member.id) }
        let byBytes = members.sorted { $0.bytes(ties).lexicographicallyPrecedes($1.bytes(ties)) }
        let byOrder = members.sorted { order($0).precedes(order($1), ties) }
        #expect(byBytes == byOrder)
    }

    @Test(arguments: [0, 23, 25])
    func `other lengths are refused`(count: Int) {
        #expect(RankMember(bytes: [UInt8](repeating: 0, count: count), .newest) == nil)
        #expect(RankMember(hexadecimal: String(repeating: "0", count: count * 2), .newest) == nil)
    }

    @Test(arguments: [String(repeating: "0", count: 47), String(repeating: "g", count: 48), ""])
    func `what is no hexadecimal text is refused`(text: String) {
        #expect(RankMember(hexadecimal: text, .newest) == nil)
    }
}
