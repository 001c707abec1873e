import LeadrDomain

/// Picks the slug of a new thing (`contract/platform.md §3.5`).
struct SlugChoice {
    /// Which of some slugs are in use.
    let taken: ([String]) async throws -> Set<String>
    /// How long it may be.
    var lengths = Slug.lengths
    /// What is said of a given slug that is in use.
    let refusal: (String) -> DomainError

    /// The slug that was given, or a free one made from the name.
    ///
    /// - Throws: ``DomainError`` 400, or ``refusal``; what ``taken`` throws.
    func slug(_ given: String?, name: String) async throws -> String {
        if let given { return try await checked(given) }
        let base = try Slug.generate(from: name)
        try Slug.validate(base, lengths: lengths)
        let candidates = Slug.candidates(base)
        let taken = try await taken(candidates)
        guard let free = candidates.first(where: { !taken.contains($0) }) else {
            throw DomainError.badRequest("Could not generate a unique slug from '\(candidates.first ?? "")'")
        }
        return free
    }

    /// The slug that was given, if it is well formed and free.
    ///
    /// - Throws: ``DomainError`` 400, or ``refusal``; what ``taken`` throws.
    func checked(_ given: String) async throws -> String {
        try Slug.validate(given, lengths: lengths)
        guard try await taken([given]).isEmpty else { throw refusal(given) }
        return given
    }
}
