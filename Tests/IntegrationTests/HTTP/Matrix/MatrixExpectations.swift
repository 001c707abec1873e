import HTTPTypes

/// What the contract says that each caller hears (`contract/platform.md §2`, `contract/client-auth.md §4`, `contract/scoring.md §5`).
enum MatrixExpectations {
    /// The status of a request that would succeed if the caller might send it; nil when nobody has said what the contract wants.
    static func status(of route: MatrixRoute, for caller: MatrixCaller, on owner: MatrixOwner) -> Int? {
        switch route.audience {
        case .everybody: owner == .nobody ? 404 : success(of: route)
        case .players: caller.isPlayer ? player(route, caller, owner) : 401
        case .superadmins: operators(route, caller, owner)
        case .administrators: administrator(route, caller, owner)
        }
    }

    /// What a route answers when all is well.
    static func success(of route: MatrixRoute) -> Int {
        if let status = successes[route.name] { return status }
        return route.method == .post && !route.template.hasPrefix("/ops/") ? 201 : 200
    }

    private static let successes = [
        "POST /webhooks/{webhook_id}/rotate-secret": 200, "POST /webhooks/{webhook_id}/test": 200, "POST /webhooks/{webhook_id}/redeliver": 200,
        "POST /webhook-deliveries/{delivery_id}/redeliver": 200,
        "POST /register/resend-code": 200, "POST /register/verify": 200, "POST /client/sessions/refresh": 200,
        // A receipt: nobody waits here.
        "POST /client/scores": 202,
    ]

    private static func player(_ route: MatrixRoute, _ caller: MatrixCaller, _ owner: MatrixOwner) -> Int? {
        if owner == .nobody { return playersOnNothing[route.name] ?? (route.isAboutOneThing ? 404 : nil) }
        return caller == .player ? success(of: route) : foreignPlayers[route.name]
    }

    /// What players hear about things that do not exist, where the path names none.
    private static let playersOnNothing = [
        "GET /client/scores": 404, "POST /client/scores": 404,
        // Boards that are not there are ignored.
        "GET /client/player-names/check": 200,
    ]

    /// What players of another game hear when a request names things of this one. There is no rule for routes that are not listed.
    private static let foreignPlayers = [
        "GET /client/scores": 403, "GET /client/scores/{score_id}": 403, "POST /client/scores": 400, "GET /client/submissions/{submission_id}": 404,
        // Boards of other games are ignored.
        "GET /client/player-names/check": 200,
        // They name nothing: everybody gets what is in their own game.
        "GET /client/boards": 200, "GET /client/nonce": 200,
    ]

    private static func operators(_ route: MatrixRoute, _ caller: MatrixCaller, _ owner: MatrixOwner) -> Int {
        switch caller {
        case .nobody, .player, .foreignPlayer: 401
        case .ownKey, .foreignKey: 403
        case .superadmin: owner == .nobody && route.isAboutOneThing ? 404 : success(of: route)
        }
    }

    private static func administrator(_ route: MatrixRoute, _ caller: MatrixCaller, _ owner: MatrixOwner) -> Int? {
        if caller == .nobody || caller.isPlayer { return 401 }
        let isRegular = caller != .superadmin
        switch owner {
        case .firstTenant where caller == .foreignKey:
            return route.isAboutOneThing || route.namesAccount ? 403 : unowned[route.name]
        case .firstTenant:
            return success(of: route)
        case .nobody:
            // An account is refused before it is looked for.
            if isRegular, route.namesUnknownAccount { return 403 }
            if route.method == .get, !route.isAboutOneThing, route.namesUnknownAccount { return 200 }
            return 404
        }
    }

    /// Routes that name neither an account nor a thing in their path: most give everybody what is in the own account.
    private static let unowned = ["GET /accounts": 200, "POST /register/invite": 201, "POST /score-flags": 403]
}

extension MatrixRoute {
    /// Whether the request that the matrix sends names an account.
    fileprivate var namesUnknownAccount: Bool {
        (namesAccount && MatrixRequest.queries[name] == nil) || template.contains("{account_id}")
    }
}
