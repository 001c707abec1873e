import LeadrDomain

extension SessionFilter {
    /// Adds the conditions of the filter; sessions of deleted identities, games and accounts are never listed (`contract/schema.md §3`).
    ///
    /// A join and not a list by owner: there are nearly as many players as sessions.
    func apply(to statement: inout ListStatement) {
        statement.require("identity_id", "=", identityID)
        var conditions = ["players.id = identity_sessions.identity_id", "players.deleted_at IS NULL", ListOwners.games.exists(for: "players")]
        if let place = statement.bind(kind?.rawValue) { conditions.append("players.kind = \(place)::text::identity_kind") }
        if let place = statement.bind(accountID) { conditions.append("players.account_id = \(place)") }
        if let place = statement.bind(deviceID) { conditions.append(Self.device(place)) }
        statement.require("EXISTS (SELECT 1 FROM identities players WHERE \(conditions.joined(separator: " AND ")))")
    }

    private static func device(_ place: String) -> String {
        """
        players.kind = 'DEVICE' AND (players.game_id, players.external_key) =
        (SELECT game_id, client_fingerprint FROM devices WHERE id = \(place) AND deleted_at IS NULL)
        """
    }
}
