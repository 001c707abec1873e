import Hummingbird

/// Runs a handler under the route label that metrics use.
struct LabelledResponder: HTTPResponder {
    let label: String
    let handler: RouteTable.Handler

    func respond(to request: Request, context: LeadrContext) async throws -> Response {
        context.coreContext.endpointPath.value = label
        return try await handler(request, context)
    }
}
