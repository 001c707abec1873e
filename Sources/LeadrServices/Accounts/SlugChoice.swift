import LeadrDomain

/// Picks a slug for a thing that was given none (`contract/platform.md §3.5`).
enum SlugChoice {
    /// Slugs to try for a text, best first.
    ///
    /// - Throws: ``DomainError`` 400 when the text gives no valid slug.
    static func candidates(from text: String, lengths: ClosedRange<Int> = Slug.lengths) throws(DomainError) -> [String] {
        let base = try Slug.generate(from: text)
        try Slug.validate(base, lengths: lengths)
        return Slug.candidates(base)
    }

    /// The first candidate that is not taken.
    ///
    /// - Throws: ``DomainError`` 400 when all are.
    static func firstFree(of candidates: [String], taken: Set<String>) throws(DomainError) -> String {
        guard let free = candidates.first(where: { !taken.contains($0) }) else {
            throw .badRequest("Could not generate a unique slug from '\(candidates.first ?? "")'")
        }
        return free
    }
}
