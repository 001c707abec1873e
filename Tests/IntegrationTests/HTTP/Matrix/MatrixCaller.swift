/// Who calls a route in the matrix.
enum MatrixCaller: String, CaseIterable, Sendable {
    case nobody = "no key"
    case foreignKey = "other tenant"
    case ownKey = "own key"
    case superadmin = "superadmin"
    case player = "player"
    case foreignPlayer = "other game's player"
}

/// Who a route is for; follows from the document's security and the tag.
enum MatrixAudience: Sendable {
    case everybody
    case players
    case administrators
    case superadmins
}
