extension Slug {
    private static let suffixAlphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")

    /// What registration tries for an account, in order: the slug, then with `-1` to `-999`; the length is not cut again
    /// (`contract/platform.md §3.5`).
    public static func registrationCandidates(_ base: String) -> some Sequence<String> {
        (0...999).lazy.map { $0 == 0 ? base : "\(base)-\($0)" }
    }

    /// What registration falls back to: the slug with four random letters or digits.
    public static func randomRegistrationCandidate(_ base: String, using generator: inout some RandomNumberGenerator) -> String {
        let suffix = (0..<4).map { _ in suffixAlphabet[Int.random(in: suffixAlphabet.indices, using: &generator)] }
        return base + "-" + String(suffix)
    }
}
