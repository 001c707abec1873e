import Foundation
import LeadrDomain
import Testing

@testable import LeadrStore

@Suite struct NameKeyTests {
    private let board = BoardID(UUID())

    @Test func `case, outer spaces and runs of spaces do not tell names apart`() {
        #expect(NameKey(boardID: board, name: "  Ada \t Lovelace ")?.text == "ada lovelace")
        #expect(NameKey(boardID: board, name: "ÄDA") == NameKey(boardID: board, name: "äda"))
    }

    @Test func `a blank name is none`() {
        #expect(NameKey(boardID: board, name: " \n ") == nil)
        #expect(NameKey(boardID: board, name: "") == nil)
    }

    @Test func `names are compared by their bytes, as the database does`() {
        let composed = NameKey(boardID: board, name: "\u{E9}")
        let decomposed = NameKey(boardID: board, name: "e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
    }

    @Test func `a long name fits an index entry`() {
        let name = String(repeating: "e" + String(repeating: "\u{301}", count: 100), count: 255)
        #expect((NameKey(boardID: board, name: name)?.text.utf8.count ?? 0) <= 1024)
    }
}
