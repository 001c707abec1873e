import ByteJSON
import Hummingbird
import LeadrDomain
import LeadrServices

/// Accounts (`contract/platform.md §3.1`).
struct AccountRoutes {
    let gate: AdminGate
    let accounts: AccountService
    let bodyLimit: Int

    func register(in table: inout RouteTable) {
        table.on(.post, "/accounts", create)
        table.on(.get, "/accounts", list)
        table.on(.get, "/accounts/{account_id}", get)
    }

    private func create(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let body = try await request.json(upTo: bodyLimit)
        let principal = try await gate.admit(request, body: body, context)
        var fields = try BodyFields(body)
        let name = fields.required("name", .string)
        let slug = fields.optional("slug", .string)
        guard fields.isValid, let name else { throw fields.failure }
        let account = try await accounts.create(name: name, slug: slug, by: principal)
        return .json(.created, account.encoded())
    }

    private func list(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let principal = try await gate.admit(request, context)
        let query = request.queryItems
        var fields = ParameterFields(query)
        let listing = Listing(query, &fields)
        guard fields.isValid else { throw fields.failure }
        if let slug = query["slug"] { return .accounts(try await accounts.list(slug: slug, by: principal)) }
        return .accounts(try await accounts.list(listing.request(allowing: .accounts), by: principal))
    }

    private func get(_ request: Request, _ context: LeadrContext) async throws -> Response {
        let principal = try await gate.admit(request, context)
        var fields = ParameterFields(request.queryItems)
        guard let id = fields.pathID("account_id", context.parameters.get("account_id"), Kinds.Account.self) else { throw fields.failure }
        return .json(.ok, try await accounts.get(id, by: principal).encoded())
    }
}

extension Account {
    fileprivate func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        write(to: &writer)
        return writer.bytes
    }
}

extension Response {
    fileprivate static func accounts(_ page: Page<Account>) -> Response {
        .json(.ok, page.encoded { $0.write(to: &$1) })
    }
}
