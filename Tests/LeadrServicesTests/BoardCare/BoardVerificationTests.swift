import ByteJSON
import Foundation
import LeadrDomain
import LeadrState
import Testing

@testable import LeadrServices

@Suite struct BoardVerificationTests {
    @Test func `all differences are counted, and the first twenty of each kind kept`() {
        var result = BoardVerification()
        #expect(result.isClean)
        for number in 0..<25 { result.add(BoardDifference(.rowDiffers, isTest: number.isMultiple(of: 2))) }
        result.add(BoardDifference(.indexSurplus, isTest: true))
        #expect(!result.isClean && result.counts == [.rowDiffers: 25, .indexSurplus: 1])
        #expect(result.kept.count == 21 && result.kept.last?.kind == .indexSurplus)
        let counts = result.jsonDescription().object?["counts"]?.object
        #expect(counts?["row_differs"] == 25 && counts?["row_missing"] == 0)
    }

    @Test func `an entry of the index has to stand where its row stands, in its pool`() throws {
        let samples = CareSamples()
        let row = RankedRow(try #require(samples.state([samples.event(5, at: 1)])))
        let entry = RankEntry(member: row.member, rankValue: row.rankValue, rank: 1)
        #expect(IndexComparison.difference(of: entry, in: .production, from: row) == nil)
        #expect(IndexComparison.difference(of: entry, in: .test, from: row)?.kind == .indexSurplus)
        #expect(IndexComparison.difference(of: entry, in: .production, from: nil)?.kind == .indexSurplus)
        let other = RankEntry(member: RankMember(createdAt: CareSamples.time(7), id: row.id), rankValue: -6, rank: 2)
        let found = IndexComparison.difference(of: other, in: .production, from: row)
        #expect(found?.kind == .indexMisplaced && found?.fields.map(\.name) == ["rank_value", "created_at"])
    }

    @Test func `a board is named by its id or by its code in any case`() {
        let id = BoardID(UUID())
        #expect(BoardReference(id.wire) == .id(id))
        #expect(BoardReference(" abc234 ") == .shortCode("ABC234"))
        for text in ["", "  ", "brd_", "brd_123", "BRD_x"] { #expect(BoardReference(text) == nil, "\(text)") }
    }
}
