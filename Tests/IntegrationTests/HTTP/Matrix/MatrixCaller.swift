/// Who calls a route in the matrix. Things belong to the first tenant; the other one has its own of every kind.
enum MatrixCaller: String, CaseIterable, Sendable {
    case nobody = "no key"
    case foreignKey = "other tenant"
    case ownKey = "own key"
    case superadmin = "superadmin"
    case player = "player"
    case foreignPlayer = "other game's player"

    var isPlayer: Bool { self == .player || self == .foreignPlayer }
    /// Whether it belongs to the other tenant.
    var isForeign: Bool { self == .foreignKey || self == .foreignPlayer }
}

/// Whose things a request is about.
enum MatrixOwner: String, Sendable {
    case firstTenant = "things of the first tenant"
    case nobody = "things that do not exist"
}

/// Who a route is for; follows from the document's security and the tag.
enum MatrixAudience: Sendable {
    case everybody
    case players
    case administrators
    case superadmins
}
