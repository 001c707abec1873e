import LeadrDomain
import Testing

@Suite("Names of users")
struct DisplayNameTests {
    @Test(arguments: [("ann@example.com", "ann"), ("a@example.com", "a1")])
    func `the address gives a name when none is given`(address: String, name: String) {
        #expect(DisplayName.fallback(for: address) == name)
    }

    @Test func `a long address gives a name that is not too long`() throws {
        let name = DisplayName.fallback(for: String(repeating: "a", count: 200) + "@example.com")
        #expect(try DisplayName.checked(name) == String(repeating: "a", count: 100))
    }

    @Test func `a blank name counts as none, and a given one must fit the rule`() throws {
        #expect(try DisplayName.chosen(nil, or: "Ann") == "Ann")
        #expect(try DisplayName.chosen(" \n", or: "Ann") == "Ann")
        #expect(try DisplayName.chosen(" Ben ", or: "Ann") == "Ben")
        #expect(throws: DomainError.badRequest("Display name must be between 2 and 100 characters")) {
            try DisplayName.chosen("B", or: "Ann")
        }
    }
}
