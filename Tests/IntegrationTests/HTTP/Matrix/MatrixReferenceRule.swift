/// What a tenant hears who sends the own account and own things, but refers to something of another tenant, or to nothing.
struct MatrixReferenceRule: Sendable {
    enum Outcome: Sendable {
        case refused(Int, String)
        /// A page without rows.
        case empty
        /// It changes nothing: the answer says nothing of what was referred to.
        case ignored
        /// It is kept unchecked, as the contract has it, and leads nowhere.
        case stored
    }

    /// A reference to a thing of another tenant.
    let foreign: Outcome
    /// A reference to nothing.
    let unknown: Outcome

    private init(_ foreign: Outcome, _ unknown: Outcome) {
        self.foreign = foreign
        self.unknown = unknown
    }

    /// The rules by route and place. A place that the document lists and this does not fails the test.
    static let all: [String: MatrixReferenceRule] = administrators.merging(changes) { $1 }.merging(players) { $1 }

    /// Lists (`contract/scoring.md §2.4`, `§5.4`; `contract/platform.md §3`, `§5`; `contract/rulings.md`, Reading).
    private static let administrators: [String: MatrixReferenceRule] = [
        "GET /accounts slug": .init(
            .refused(403, "You do not have access to this account"),
            .refused(404, "Account with slug 'nothing-here' not found")
        ),
        "GET /games slug": .init(foreignGame, .refused(404, "Game with slug 'nothing-here' not found")),
        "GET /boards game_slug": .init(foreignGame, .refused(404, "Game with slug 'nothing-here' not found")),
        "GET /boards slug": .init(.empty, .empty), "GET /boards code": .init(.empty, .empty), "GET /boards game_id": .init(.empty, .empty),
        "GET /board-templates game_id": .init(.empty, .empty), "GET /devices game_id": .init(.empty, .empty),
        "GET /webhook-deliveries webhook_id": .init(.empty, .empty),
        "GET /identities game_id": .init(.empty, .empty), "GET /identity-sessions identity_id": .init(.empty, .empty),
        "GET /device-sessions device_id": .init(.empty, .empty), "GET /board-states board_id": .init(foreignBoard, .empty),
        "GET /board-states identity_id": .init(.empty, .empty), "GET /run-entries board_id": .init(foreignBoard, .empty),
        "GET /run-entries identity_id": .init(.empty, .empty), "GET /score-events board_id": .init(foreignBoard, .empty),
        "GET /score-events identity_id": .init(.empty, .empty), "GET /score-submission-metadata board_id": .init(foreignBoard, .empty),
        "GET /score-submission-metadata identity_id": .init(.empty, .empty), "GET /score-flags board_id": .init(foreignBoard, .empty),
        "GET /score-flags game_id": .init(.empty, .empty), "GET /scores board_id": .init(foreignBoard, .refused(404, "Board not found")),
        "GET /scores identity_id": .init(.empty, .empty),
        "GET /scores around_score_id": .init(.refused(404, "Score not found"), .refused(404, "Score not found")),
        // Accepted, and no filter.
        "GET /scores game_id": .init(.ignored, .ignored),
    ]

    /// What is made and changed (`contract/scoring.md §2.2`, `§2.3`, `§3.1`; `contract/platform.md §3.3`, `§3.4`).
    private static let changes: [String: MatrixReferenceRule] = [
        "POST /api-keys user_id": .init(.refused(404, "Account or user not found"), .refused(404, "Account or user not found")),
        "POST /games default_board_id": .init(.stored, .stored), "PATCH /games/{game_id} default_board_id": .init(.stored, .stored),
        "POST /boards game_id": .init(.refused(400, "Game {thing} does not belong to account {account}"), .refused(404, "Game not found")),
        "POST /boards created_from_template_id": .init(.stored, .stored),
        "POST /boards ratio_config.numerator_board_id": .init(
            .refused(400, "Invalid numerator_board_id: "),
            .refused(400, "Invalid numerator_board_id: board not found")
        ),
        "POST /boards ratio_config.denominator_board_id": .init(
            .refused(400, "Invalid denominator_board_id: "),
            .refused(400, "Invalid denominator_board_id: board not found")
        ),
        "PATCH /boards/{board_id} created_from_template_id": .init(.stored, .stored),
        // Its sources are those that it was made with.
        "PATCH /boards/{board_id} ratio_config.numerator_board_id": .init(.ignored, .ignored),
        "PATCH /boards/{board_id} ratio_config.denominator_board_id": .init(.ignored, .ignored),
        "POST /score-flags score_event_id": .init(
            .refused(403, "You do not have access to this score event's account"),
            .refused(404, "Score event not found")
        ),
        "POST /webhooks game_id": .init(.refused(400, "Game {thing} does not belong to account {account}"), .refused(404, "Game not found")),
        "POST /board-templates game_id": .init(
            .refused(400, "Game {thing} does not belong to account {account}"),
            .refused(404, "Game not found")
        ),
    ]

    /// Players (`contract/scoring.md §2.6`, `§5.2`, `§5.4`, `§5.7`).
    private static let players: [String: MatrixReferenceRule] = [
        "GET /client/boards slug": .init(.empty, .empty), "GET /client/boards code": .init(.empty, .empty),
        "GET /client/scores board_id": .init(.refused(403, "You do not have access to this board"), .refused(404, "Board not found")),
        "GET /client/scores identity_id": .init(.empty, .empty),
        "GET /client/scores around_score_id": .init(.refused(404, "Score not found"), .refused(404, "Score not found")),
        "POST /client/scores board_id": .init(.refused(400, "Board does not belong to this game"), .refused(404, "Board not found")),
        "GET /client/player-names/check board_ids": .init(.ignored, .ignored),
    ]

    private static let foreignBoard = Outcome.refused(403, "You do not have access to this board's account")
    private static let foreignGame = Outcome.refused(403, "You do not have access to this game's account")
}
