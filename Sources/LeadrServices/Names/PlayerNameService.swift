import LeadrDomain
import LeadrStore

/// Tells players before they submit whether a name is free (`contract/scoring.md §5.7`).
public struct PlayerNameService: Sendable {
    private let names: PlayerNameRepository

    /// A service.
    public init(names: PlayerNameRepository) {
        self.names = names
    }

    /// Looks a name up on boards of the client's game that keep names unique.
    ///
    /// - Parameters:
    ///   - name: The name as it was written; a blank one is free.
    ///   - boards: Boards to look at, those of other games are ignored; nil for all.
    ///   - client: Who asks; own names are no conflict.
    /// - Throws: `PostgresError`.
    public func check(_ name: String, boards: [BoardID]?, for client: ClientPrincipal) async throws -> PlayerNameCheck {
        let conflicts = try await names.conflicts(of: name, game: client.gameID, boards: boards, for: client.identityID)
        return PlayerNameCheck(name: name, conflicts: conflicts)
    }
}
