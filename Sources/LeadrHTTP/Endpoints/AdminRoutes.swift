import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices

/// The usual kinds of admin routes. Each checks a request in the order of `contract/platform.md §1.2`: JSON, key and account, schema; then
/// comes the service.
struct AdminRoutes: Sendable {
    let gate: AdminGate
    let bodyLimit: Int

    /// `POST` on a collection: 201 with the new thing.
    func create<Draft, Row>(
        _ path: String,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        read: @escaping @Sendable (inout BodyFields) -> Draft?,
        _ make: @escaping @Sendable (Draft, AdminPrincipal) async throws -> Row
    ) {
        let operation = Operation("Create \(resource.noun)", tag: resource.tag, access: gate.access)
            .body(read).answers(.created, resource.schema).fails(.badRequest, .notFound, .conflict)
        table.on(.post, path, operation) { request, context in
            let (draft, principal) = try await admit(request, context, read)
            return .json(.created, resource.encoded(try await make(draft, principal)))
        }
    }

    /// `GET` on a collection: 200 with a page.
    func list<Filter, Row>(
        _ path: String,
        _ resource: Resource<Row>,
        sortable: SortableFields,
        in table: inout RouteTable,
        read: @escaping @Sendable (inout ListFields) -> Filter,
        _ fetch: @escaping @Sendable (ListInput<Filter>, AdminPrincipal) async throws -> Page<Row>
    ) {
        let operation = Operation("List \(resource.tag)", tag: resource.tag, access: gate.access)
            .list(sortable, read).answers(.ok, resource.pageSchema).fails(.badRequest, .notFound)
        table.on(.get, path, operation) { request, context in
            let principal = try await gate.admit(request, context)
            let input = try ListInput(request.queryItems, sortable, read)
            return .json(.ok, resource.encoded(try await fetch(input, principal)))
        }
    }

    /// `GET` on one thing: 200.
    func get<Kind: EntityKind, Row>(
        _ path: String,
        _ kind: Kind.Type,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        _ find: @escaping @Sendable (EntityID<Kind>, AdminPrincipal) async throws -> Row
    ) {
        get(path, kind, resource, in: &table, read: { _ in () }, { id, _, principal in try await find(id, principal) })
    }

    /// `GET` on one thing with query parameters: 200.
    func get<Kind: EntityKind, Query, Row>(
        _ path: String,
        _ kind: Kind.Type,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        read: @escaping @Sendable (inout ParameterFields) -> Query,
        _ find: @escaping @Sendable (EntityID<Kind>, Query, AdminPrincipal) async throws -> Row
    ) {
        let operation = Operation("Read \(resource.noun)", tag: resource.tag, access: gate.access)
            .query { _ = read(&$0) }.answers(.ok, resource.schema)
        act(.get, path, operation, kind, resource, in: &table, parameters: read, find)
    }

    /// A method without a body on one thing.
    func act<Kind: EntityKind, Query, Row>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operation: Operation,
        _ kind: Kind.Type,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        parameters read: @escaping @Sendable (inout ParameterFields) -> Query,
        _ apply: @escaping @Sendable (EntityID<Kind>, Query, AdminPrincipal) async throws -> Row
    ) {
        table.on(method, path, operation) { request, context in
            let principal = try await gate.admit(request, context)
            var fields = ParameterFields(request.queryItems)
            let id = fields.id(in: path, context, kind)
            let query = read(&fields)
            guard fields.isValid, let id else { throw fields.failure }
            return .json(.ok, resource.encoded(try await apply(id, query, principal)))
        }
    }

    /// `PATCH` on one thing: 200 with the thing as it is then, or as it was before it was deleted.
    func change<Kind: EntityKind, Change, Row>(
        _ path: String,
        _ kind: Kind.Type,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        read: @escaping @Sendable (inout BodyFields) -> Change?,
        _ apply: @escaping @Sendable (EntityID<Kind>, Change, AdminPrincipal) async throws -> Row
    ) {
        let operation = Operation("Change \(resource.noun)", tag: resource.tag, access: gate.access)
            .body(read).answers(.ok, resource.schema).fails(.badRequest, .conflict)
        act(.patch, path, operation, kind, resource, in: &table, read: read, apply)
    }

    /// A method with a body on one thing.
    func act<Kind: EntityKind, Order, Row>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operation: Operation,
        _ kind: Kind.Type,
        _ resource: Resource<Row>,
        in table: inout RouteTable,
        read: @escaping @Sendable (inout BodyFields) -> Order?,
        _ apply: @escaping @Sendable (EntityID<Kind>, Order, AdminPrincipal) async throws -> Row
    ) {
        table.on(method, path, operation) { request, context in
            let body = try await request.json(upTo: bodyLimit)
            let principal = try await gate.admit(request, body: body, context)
            var parameters = ParameterFields(request.queryItems)
            let id = parameters.id(in: path, context, kind)
            let order = try BodyFields.read(body, after: parameters, read)
            guard let id else { throw parameters.failure }
            return .json(.ok, resource.encoded(try await apply(id, order, principal)))
        }
    }

    /// The caller and what was sent.
    func admit<Draft>(
        _ request: Request,
        _ context: LeadrContext,
        _ read: (inout BodyFields) -> Draft?
    ) async throws -> (Draft, AdminPrincipal) {
        let body = try await request.json(upTo: bodyLimit)
        let principal = try await gate.admit(request, body: body, context)
        return (try BodyFields.read(body, read), principal)
    }
}
