import Hummingbird
import LeadrDomain
import LeadrServices

/// Scores for administrators; they are read here and removed through flags (`contract/scoring.md §5.4`, `§5.8`).
struct AdminScoreRoutes {
    let admin: AdminRoutes
    let scores: ScoreQueryService

    func register(in table: inout RouteTable) {
        let resource = Resource<ScoreView>.scores
        let list = Operation("List the scores of a board", tag: resource.tag, access: .administrator)
            .query { _ = ScoreListQuery.administrators(QueryItems(nil), &$0) }.answers(.ok, resource.pageSchema)
            .fails(.badRequest, .notFound)
        table.on(.get, "/scores", list, self.list)
        admin.get("/scores/{score_id}", Kinds.Score.self, resource, in: &table, read: { $0.percentile() }) { id, percentile, principal in
            try await scores.get(id, percentile: percentile, by: principal)
        }
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let principal = try await admin.gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        let query = ScoreListQuery.administrators(request.queryItems, &fields)
        guard fields.isValid, let query else { throw fields.failure }
        return .json(.ok, Resource.scores.encoded(try await scores.list(query, by: principal)))
    }
}
