import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// Scores for clients (`contract/scoring.md §5.4`).
struct ClientScoreRoutes {
    let gate: ClientGate
    let scores: ScoreQueryService

    private static let path = "/client/scores/{score_id}"

    func register(in table: inout RouteTable) {
        let resource = Resource<ScoreView>.clientScores
        let list = Operation("List the scores of a board", tag: resource.tag, access: .player)
            .query { _ = ScoreListQuery(QueryItems(nil), &$0, identity: .identity(me: nil)) }.answers(.ok, resource.pageSchema)
            .fails(.badRequest, .forbidden, .notFound)
        table.on(.get, "/client/scores", list, self.list)
        let get = Operation("Read a score", tag: resource.tag, access: .player)
            .query { _ = $0.percentile() }.answers(.ok, resource.schema).fails(.forbidden)
        table.on(.get, Self.path, get, self.get)
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let client = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let query = ScoreListQuery(request.queryItems, &fields, identity: .identity(me: client.identityID))
        guard fields.isValid, let query else { throw fields.failure }
        return .json(.ok, Resource.clientScores.encoded(try await scores.list(query, for: client)))
    }

    private func get(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let client = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let id = fields.id(in: Self.path, context, Kinds.Score.self)
        let percentile = fields.percentile()
        guard fields.isValid, let id else { throw fields.failure }
        return .json(.ok, Resource.clientScores.encoded(try await scores.get(id, percentile: percentile, for: client)))
    }
}

extension ParameterFields {
    /// Whether the percentile of a score is asked for.
    mutating func percentile() -> Bool { optional("percentile", .booleanText) ?? false }
}

extension FieldType {
    /// A player, or `me` for the one who asks.
    fileprivate static func identity(me: IdentityID?) -> FieldType<IdentityID> {
        let id = FieldType<IdentityID>.id(Kinds.Identity.self)
        return FieldType<IdentityID>(.either(.oneOf(["me"]), id.schema())) { input in
            if let me, input.string == "me" { return .success(me) }
            return id.read(input)
        }
    }
}
