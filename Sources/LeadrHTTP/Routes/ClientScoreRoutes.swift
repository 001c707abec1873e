import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// Scores for clients (`contract/scoring.md §5.4`).
struct ClientScoreRoutes {
    let gate: ClientGate
    let scores: ScoreQueryService

    func register(in table: inout RouteTable) {
        table.on(.get, "/client/scores", list)
        table.on(.get, "/client/scores/{score_id}", get)
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let client = try await gate.admit(request, context)
        let query = try ScoreListQuery(request.queryItems, client)
        let page = try await scores.list(query, for: client)
        return .json(.ok, page.encoded { $0.writeForClient(to: &$1) })
    }

    private func get(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let client = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        guard let id = fields.pathID("score_id", context.parameters.get("score_id"), Kinds.Score.self) else { throw fields.failure }
        var writer = JSONWriter(capacity: 768)
        try await scores.get(id, for: client).writeForClient(to: &writer)
        return .json(.ok, writer.bytes)
    }
}

extension ScoreListQuery {
    /// Reads the query of a score list.
    fileprivate init(_ query: QueryItems, _ client: ClientPrincipal) throws(ValidationFailure) {
        var fields = ParameterFields(query)
        let boardID = fields.required("board_id", .id(Kinds.Board.self))
        let identity = query["identity_id"] == "me" ? client.identityID : fields.optional("identity_id", .id(Kinds.Identity.self))
        let aroundScoreID = fields.optional("around_score_id", .id(Kinds.Score.self))
        let aroundValue = fields.optional("around_score_value", .numberText)
        _ = Listing(query, &fields)
        guard fields.isValid, let boardID else { throw fields.failure }
        self.init(boardID: boardID)
        identityID = identity
        self.aroundScoreID = aroundScoreID
        self.aroundValue = aroundValue
        limit = query["limit"]
        sort = query["sort"]
        cursor = query["cursor"]
    }
}
