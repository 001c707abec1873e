import LeadrDomain
import Testing

@Suite("Slugs")
struct SlugTests {
    @Test(
        arguments: [
            ("My Game", "my-game"), ("  Héllo   Wörld_2! ", "hello-world-2"), ("a - b", "a-b"), ("--a--b--", "a-b"), ("Level_#_1", "level-1"),
            ("日本 go", "go"), ("Ärger & Söhne", "arger-sohne"), ("x", "x"), ("A\tB\nC", "a-b-c"), ("rock'n'roll", "rocknroll"),
        ]
    )
    func `made from a text`(text: String, slug: String) throws {
        #expect(try Slug.generate(from: text) == slug)
    }

    @Test func `cut at fifty characters without a hyphen at the end`() throws {
        #expect(try Slug.generate(from: String(repeating: "a", count: 60)) == String(repeating: "a", count: 50))
        #expect(try Slug.generate(from: String(repeating: "a", count: 49) + " tail") == String(repeating: "a", count: 49))
    }

    @Test(arguments: ["", "   ", "\u{A0}\t"]) func `blank text has no slug`(text: String) {
        #expect(throws: DomainError.badRequest("Cannot generate slug from empty text")) { try Slug.generate(from: text) }
    }

    @Test(arguments: ["日本", "!!!", "_-_"]) func `text without usable characters has no slug`(text: String) {
        #expect(throws: DomainError.badRequest("Cannot generate slug from text with no valid characters")) { try Slug.generate(from: text) }
    }

    @Test(arguments: ["ab", "a1-b2-c3", "00", String(repeating: "a", count: 50)]) func `well-formed`(slug: String) {
        #expect(throws: Never.self) { try Slug.validate(slug) }
    }

    @Test(arguments: ["", "a", "-ab", "ab-", "a--b", "Ab", "a_b", "a b", "é1", "a.b", String(repeating: "a", count: 51)])
    func malformed(slug: String) {
        #expect(throws: DomainError.self) { try Slug.validate(slug) }
    }

    @Test func `eleven candidates, all of which fit and are well-formed`() throws {
        #expect(Slug.candidates("game").prefix(3) == ["game", "game-2", "game-3"])
        for base in [
            "game", String(repeating: "a", count: 50), String(repeating: "a-", count: 24) + "aa", String(repeating: "a", count: 46) + "-abc",
        ] {
            let candidates = Slug.candidates(base)
            #expect(candidates.count == 11)
            #expect(Set(candidates).count == 11)
            #expect(candidates.last?.hasSuffix("-11") == true)
            for candidate in candidates { #expect(throws: Never.self) { try Slug.validate(candidate) } }
        }
    }

    @Test func `registration counts from one to 999 and does not cut`() {
        let candidates = Array(Slug.registrationCandidates("acme"))
        #expect(candidates.count == 1000)
        #expect(candidates.prefix(3) == ["acme", "acme-1", "acme-2"])
        #expect(candidates.last == "acme-999")
        var generator = SystemRandomNumberGenerator()
        let random = Slug.randomRegistrationCandidate("acme", using: &generator)
        #expect(random.count == 9 && random.hasPrefix("acme-"))
        #expect(throws: Never.self) { try Slug.validate(random) }
    }
}
