import LeadrDomain
import Testing

@Suite("Names")
struct NameTests {
    @Test(
        arguments: [
            ("  Max   Power ", "max power"), ("MAX\tPOWER", "max power"), ("Ångström", "ångström"), ("a\u{A0}\u{3000}b", "a b"), ("", ""),
            (" \n\u{2003} ", ""), ("x", "x"),
        ]
    )
    func `players are compared without case and extra blanks`(name: String, expected: String) {
        #expect(PlayerName.normalised(name) == expected)
        #expect(PlayerName.claimKey(name) == (expected.isEmpty ? nil : expected))
    }

    @Test func `the length of a player's name is counted in characters, not bytes`() {
        #expect(!PlayerName.isTooLong(String(repeating: "é", count: 255)))
        #expect(PlayerName.isTooLong(String(repeating: "a", count: 256)))
    }

    @Test func `names are trimmed and bounded`() throws {
        #expect(try NameRule.bounded("  Acme ", label: "Account name") == "Acme")
        #expect(try NameRule.bounded(String(repeating: "é", count: 100), label: "Account name").count == 100)
        #expect(throws: DomainError.badRequest("Account name cannot be empty")) { try NameRule.bounded(" \t", label: "Account name") }
        for name in ["a", " a ", String(repeating: "a", count: 101)] {
            #expect(throws: DomainError.badRequest("Account name must be between 2 and 100 characters")) {
                try NameRule.bounded(name, label: "Account name")
            }
        }
        #expect(try NameRule.trimmed(" x ", label: "Board name") == "x")
        #expect(throws: DomainError.badRequest("Board name cannot be empty")) { try NameRule.trimmed("", label: "Board name") }
    }
}
