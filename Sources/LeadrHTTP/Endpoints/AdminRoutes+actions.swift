import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices

/// What is done to one thing besides changing it.
extension AdminRoutes {
    /// `POST` below one thing, without a body: 200 with what came of it.
    func act<Kind: EntityKind, Row>(
        _ path: String,
        _ summary: String,
        _ kind: Kind.Type,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        _ apply: @escaping @Sendable (EntityID<Kind>, AdminPrincipal) async throws -> Row
    ) {
        let operation = Operation(summary, tag: resource.tag, access: gate.access).answers(.ok, resource.schema).fails(.notFound, .conflict)
        act(.post, path, operation, kind, resource, in: &table, parameters: { _ in () }, { id, _, principal in try await apply(id, principal) })
    }

    /// The same with a body.
    func act<Kind: EntityKind, Order, Row>(
        _ path: String,
        _ summary: String,
        _ kind: Kind.Type,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        read: @escaping @Sendable (inout BodyFields) -> Order?,
        _ apply: @escaping @Sendable (EntityID<Kind>, Order, AdminPrincipal) async throws -> Row
    ) {
        let operation = Operation(summary, tag: resource.tag, access: gate.access)
            .body(read).answers(.ok, resource.schema).fails(.notFound, .conflict)
        act(.post, path, operation, kind, resource, in: &table, read: read, apply)
    }
}
