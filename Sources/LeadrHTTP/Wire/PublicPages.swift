import LeadrDomain

/// Addresses of public pages (`BOARDS_UI_DOMAIN`, used verbatim).
struct PublicPages: Sendable {
    /// Start of every address; nil when there are no public pages.
    let domain: String?

    /// The page of a game.
    func url(of game: Game) -> String? {
        domain.map { "\($0)/games/\(game.slug)" }
    }

    /// The short address of a published board.
    func shortURL(of board: Board) -> String? {
        guard board.isPublished else { return nil }
        return domain.map { "\($0)/b/\(board.shortCode)" }
    }
}
