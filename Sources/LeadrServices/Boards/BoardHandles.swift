import LeadrDomain
import Postgres

/// Picks slug and short code of a new board (`contract/scoring.md §2.1`).
///
/// Somebody else may take a generated one before the board is stored. It is then generated anew: ``taken(_:)`` tells when.
struct BoardHandles {
    /// Which of some slugs an active board of the game has.
    let activeSlugs: ([String]) async throws -> Set<String>
    /// Which of some short codes a board has.
    let takenShortCodes: ([String]) async throws -> Set<String>

    /// How often a board is tried to be stored: as often as there are slugs to try.
    static let attempts = 12

    /// The slug that was given, or a free one made from the name.
    ///
    /// - Parameter isActive: An inactive board may be given the slug of an active one.
    /// - Throws: ``DomainError`` 400; what the look-up throws.
    func slug(_ given: String?, name: String, isActive: Bool) async throws -> String {
        let choice = SlugChoice(taken: { given == nil || isActive ? try await activeSlugs($0) : [] }, refusal: BoardService.slugTaken)
        return try await choice.slug(given, name: name)
    }

    /// A generated code that is free.
    ///
    /// - Throws: ``UnexpectedFailure`` when none was found; what the look-up throws.
    func shortCode() async throws -> String {
        let candidates = (0..<ShortCode.attempts).map { _ in ShortCode.generate() }
        let taken = try await takenShortCodes(candidates)
        guard let free = candidates.first(where: { !taken.contains($0) }) else {
            throw UnexpectedFailure("No free short code among \(ShortCode.attempts)")
        }
        return free
    }

    /// Which of a board's handles the database refused, because another board has it; nil for any other error.
    static func taken(_ error: PostgresError) -> Handle? {
        switch error.constraint {
        case "uq_board_short_code": .shortCode
        case "ix_board_slug_unique_when_active": .slug
        default: nil
        }
    }

    /// What is unique about a board.
    enum Handle {
        case slug
        case shortCode
    }
}
