import LeadrDomain

/// A submission's wish to rename its player; the newest one wins (`contract/rulings.md`, "display_name").
public struct DisplayNameChange: Hashable, Sendable {
    /// Who is renamed.
    public let identityID: IdentityID
    /// The name, verbatim.
    public let name: String
    /// Acceptance time of the submission that carried it.
    public let acceptedAt: Timestamp

    /// Creates a change.
    public init(identityID: IdentityID, name: String, acceptedAt: Timestamp) {
        self.identityID = identityID
        self.name = name
        self.acceptedAt = acceptedAt
    }

    /// The newest change of each identity, by identity. Of names with the same time the greater one wins, here and in SQL, so that order never matters.
    static func newest(_ changes: [DisplayNameChange]) -> [DisplayNameChange] {
        var byIdentity: [IdentityID: DisplayNameChange] = [:]
        for change in changes {
            guard let other = byIdentity[change.identityID], !other.isOlder(than: change) else {
                byIdentity[change.identityID] = change
                continue
            }
        }
        return byIdentity.values.sorted { $0.identityID < $1.identityID }
    }

    private func isOlder(than other: Self) -> Bool {
        acceptedAt == other.acceptedAt
            ? name.utf8.lexicographicallyPrecedes(other.name.utf8)
            : acceptedAt < other.acceptedAt
    }
}
