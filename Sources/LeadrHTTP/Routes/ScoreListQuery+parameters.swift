import LeadrDomain
import LeadrServices

extension ScoreListQuery {
    /// Reads the query of a score list (`contract/scoring.md §5.4`).
    ///
    /// - Parameter identity: How the player is named.
    init?(_ query: QueryItems, _ fields: inout ParameterFields, identity: FieldType<IdentityID>) {
        let boardID = fields.required("board_id", .id(Kinds.Board.self))
        let identityID = fields.optional("identity_id", identity)
        let aroundScoreID = fields.optional("around_score_id", .id(Kinds.Score.self))
        let aroundValue = fields.optional("around_score_value", .numberText)
        _ = Listing(query, &fields, sortable: .scores)
        guard let boardID else { return nil }
        self.init(boardID: boardID)
        self.identityID = identityID
        self.aroundScoreID = aroundScoreID
        self.aroundValue = aroundValue
        limit = query["limit"]
        sort = query["sort"]
        cursor = query["cursor"]
    }

    /// Reads the query of an administrator, who also chooses the pool; account and game are read and choose nothing.
    static func administrators(_ query: QueryItems, _ fields: inout ParameterFields) -> ScoreListQuery? {
        var read = ScoreListQuery(query, &fields, identity: .id(Kinds.Identity.self))
        read?.isTest = (fields.optional("is_test", .pool) ?? .production).isTest
        _ = fields.optional("account_id", .id(Kinds.Account.self))
        _ = fields.optional("game_id", .id(Kinds.Game.self))
        return read
    }
}

/// The pools that an administrator may ask for.
private enum PoolChoice: String, StoredEnum {
    case production = "false"
    case test = "true"
    case both = "all"

    static let databaseType: String? = nil

    /// Whether it is the test pool; nil for both.
    var isTest: Bool? {
        switch self {
        case .production: false
        case .test: true
        case .both: nil
        }
    }
}

extension FieldType {
    fileprivate static var pool: FieldType<PoolChoice> { .oneOf(PoolChoice.self) }
}
